package io.fumarole.app.cli;

import io.fumarole.firmware.Bundle;
import io.fumarole.firmware.BundleSigner;
import io.fumarole.firmware.KeyFormatException;
import io.fumarole.firmware.Keys;
import io.fumarole.firmware.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Puts a signed manifest before an image.
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = "Makes a bundle: a signed manifest, then the image.")
final class SignCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "IMAGE", description = "the firmware image")
  private Path image = Path.of("");

  @Option(
      names = {"-o", "--output", "--out"},
      paramLabel = "FILE",
      description = "the bundle (default: IMAGE.bundle)")
  private @Nullable Path output;

  @Option(
      names = "--key",
      required = true,
      paramLabel = "PEM",
      description = "private key; make one with 'package key'")
  private Path key = Path.of("");

  @Option(
      names = "--vendor",
      paramLabel = "NAME",
      required = true,
      description = "the device's manufacturer")
  private String vendor = "";

  @Option(
      names = "--model",
      paramLabel = "NAME",
      required = true,
      description = "the device's model")
  private String model = "";

  @Option(
      names = "--from",
      paramLabel = "VERSION",
      description = "the only version it goes on (default: any)")
  private @Nullable String from;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "VERSION",
      description = "the version it leads to")
  private String to = "";

  @Option(
      names = "--sequence",
      required = true,
      paramLabel = "N",
      description = "grows with every release; devices refuse a smaller one")
  private long sequence;

  @Option(
      names = "--hardware",
      paramLabel = "NAME",
      description = "hardware it runs on, may be repeated (default: any)")
  private List<String> hardware = List.of();

  @Option(names = "--json", description = "print the manifest as JSON")
  private boolean json;

  @Override
  public Integer call() throws IOException, KeyFormatException {
    if (!Files.isRegularFile(image)) throw new CliMistake("no image at " + image);
    if (!Files.isRegularFile(key))
      throw new CliMistake("no key at " + key + ": make one with 'package key " + key + "'");
    Path bundle = output == null ? Path.of(image + ".bundle") : output;
    var draft =
        new Manifest.Draft(vendor, model, Optional.ofNullable(from), to, sequence, hardware);
    Bundle.Head head = BundleSigner.sign(image, bundle, draft, Keys.readSigningKey(key));
    var out = spec.commandLine().getOut();
    out.println(
        json
            ? ApiClient.JSON.writeValueAsString(describe(head, bundle))
            : "signed "
                + bundle
                + ": "
                + model
                + " to "
                + to
                + ", image "
                + head.manifest().size()
                + " octets, SHA-256 "
                + head.manifest().digest()
                + ", key "
                + head.keyId());
    out.flush();
    return 0;
  }

  static Map<String, Object> describe(Bundle.Head head, Path file) {
    Manifest manifest = head.manifest();
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("file", file.toString());
    shown.put("vendor", manifest.vendor());
    shown.put("model", manifest.model());
    shown.put("fromVersion", manifest.fromVersion().orElse("any"));
    shown.put("toVersion", manifest.toVersion());
    shown.put("sequence", manifest.sequence());
    shown.put("hardware", manifest.hardware());
    shown.put("imageSize", manifest.size());
    shown.put("imageSha256", manifest.digest().toString());
    shown.put("key", head.keyId().toString());
    return shown;
  }
}
