package io.fumarole.app.cli;

import io.fumarole.firmware.Bundle;
import io.fumarole.firmware.BundleReader;
import io.fumarole.firmware.ImageCheck;
import io.fumarole.firmware.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Shows a package: of a file what its manifest says, otherwise what the server has.
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows a bundle's manifest, or a package that the server has.")
final class PackageShowCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "FILE|ID", description = "a file, or the id of a package at the server")
  private String what = "";

  @Override
  public Integer call() throws IOException {
    JsonNode answer =
        Files.isRegularFile(Path.of(what))
            ? ofFile(Path.of(what))
            : connection.api().get("/packages/" + ApiClient.encode(what));
    connection.print(answer, () -> connection.out().println(Tree.of(answer)));
    return 0;
  }

  private static JsonNode ofFile(Path file) throws IOException {
    return switch (BundleReader.read(file)) {
      case Bundle.Head head -> {
        Map<String, Object> shown = SignCommand.describe(head, file);
        shown.put("image", words(ImageCheck.ofFile(file, head)));
        yield ApiClient.JSON.valueToTree(shown);
      }
      case Bundle.Opaque _ ->
          ApiClient.JSON.valueToTree(
              Map.of(
                  "file",
                  file.toString(),
                  "size",
                  Files.size(file),
                  "kind",
                  "opaque: a vendor's own file without a manifest"));
      case Bundle.Malformed(var words) ->
          throw new CliMistake(file + " begins like a bundle, but: " + words);
    };
  }

  private static String words(Verdict image) {
    return switch (image) {
      case Verdict.Accepted() -> "complete, size and digest are as the manifest says";
      case Verdict.Refused(_, var why) -> "damaged: " + why;
    };
  }
}
