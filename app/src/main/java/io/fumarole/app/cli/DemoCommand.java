package io.fumarole.app.cli;

import io.fumarole.app.demo.Demo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Shows devices going through every flow.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Starts a server and updates devices through every flow, in both encodings.")
final class DemoCommand implements Callable<Integer> {
  private static final int IMAGE_OCTETS = 16 << 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--once", description = "end after the table, with 0 only if every run passed")
  private boolean once;

  @Option(
      names = "--image",
      paramLabel = "FILE",
      description = "the firmware image to install (default: 16 MiB of noise)")
  private @Nullable Path image;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "the server's port (default: any that is free)")
  private int port;

  @Option(names = "--keep", description = "keep the demo's files")
  private boolean keep;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (image != null && !Files.isRegularFile(image)) throw new CliMistake("no image at " + image);
    PrintWriter out = spec.commandLine().getOut();
    Path directory = Files.createTempDirectory("fumarole-demo");
    // A demo that shows devices for ever ends by Ctrl-C: only a hook sees that.
    if (!keep) Runtime.getRuntime().addShutdownHook(new Thread(() -> clear(directory)));
    var setting = new Demo.Setting(directory, image(directory), port);
    if (once) return Demo.once(setting, out) ? 0 : 1;
    Demo.forever(setting, out);
    return 0;
  }

  private Path image(Path directory) throws IOException {
    if (image != null) return image;
    byte[] noise = new byte[IMAGE_OCTETS];
    new Random(IMAGE_OCTETS).nextBytes(noise);
    return Files.write(directory.resolve("image.bin"), noise);
  }

  private static void clear(Path directory) {
    try {
      TemporaryFiles.delete(directory);
    } catch (IOException | UncheckedIOException e) {
      System.err.println("the demo's files stay in " + directory + ": " + e.getMessage());
    }
  }
}
