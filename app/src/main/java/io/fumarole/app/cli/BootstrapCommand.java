package io.fumarole.app.cli;

import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Gives a device its account.
@Command(
    name = "bootstrap",
    mixinStandardHelpOptions = true,
    description = {
      "Makes the message that gives a device its account with the server, and adds the device.",
      "Secrets that are left out are made. All are shown once: the server keeps their hashes only."
    })
final class BootstrapCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "DEVICE", description = "the device's id, such as IMEI:…")
  private String device = "";

  @Option(names = "--print", description = "print it, octet by octet, and as SMS")
  private boolean print;

  @Option(names = "--out", paramLabel = "FILE", description = "write the WSP push to a new file")
  private @Nullable Path out;

  @Option(
      names = "--profile",
      paramLabel = "cp|dm",
      description = "OMA CP (default), or a DM message")
  private @Nullable String profile;

  @Option(
      names = "--sec",
      paramLabel = "userpin|netwpin|usernetwpin",
      description = "what protects it: a PIN that the user types (default), the IMSI, or both")
  private @Nullable String sec;

  @Option(
      names = "--pin",
      paramLabel = "DIGITS",
      description = "for userpin and usernetwpin (default: a new one)",
      interactive = true,
      arity = "0..1")
  private @Nullable String pin;

  @Option(
      names = "--imsi",
      paramLabel = "DIGITS",
      description = "the subscriber's number, for netwpin and usernetwpin")
  private @Nullable String imsi;

  @Option(names = "--model-profile", paramLabel = "NAME", description = "the device's profile")
  private @Nullable String model;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "the device's user name (default: its id)")
  private @Nullable String user;

  @Option(
      names = "--secret",
      paramLabel = "SECRET",
      description = "the device's secret (default: a new one)",
      interactive = true,
      arity = "0..1")
  private @Nullable String secret;

  @Option(
      names = "--server-secret",
      paramLabel = "SECRET",
      description = "what the server shows to the device (default: a new one)",
      interactive = true,
      arity = "0..1")
  private @Nullable String serverSecret;

  @Option(names = "--apn", paramLabel = "NAME", description = "access point to set up as well")
  private @Nullable String apn;

  @Option(names = "--number", paramLabel = "NUMBER", description = "of the device, for the SMS")
  private @Nullable String number;

  @Option(names = "--replace", description = "take away the accounts that the device has")
  private boolean replace;

  @Override
  public Integer call() throws IOException {
    if (!print && out == null)
      throw new CliMistake(
          "say --print or --out FILE: the server makes a bootstrap message, but does not send it");
    // Looked at first: what the answer shows is shown only once.
    if (out != null && Files.exists(out)) throw exists(out);
    JsonNode answer =
        connection.api().post("/devices/" + ApiClient.encode(device) + "/bootstrap", body());
    if (print) connection.print(answer, () -> connection.out().println(Tree.of(answer)));
    if (out == null) return 0;
    write(out, Octets.hex(answer.path("wsp").path("hex").asString("")));
    if (!print) connection.print(answer, () -> brief(answer));
    return 0;
  }

  private Map<String, Object> body() {
    Map<String, Object> body = new HashMap<>();
    put(body, "profile", profile);
    put(body, "sec", sec);
    put(body, "pin", pin);
    put(body, "imsi", imsi);
    put(body, "model", model);
    put(body, "user", user);
    put(body, "secret", secret);
    put(body, "serverSecret", serverSecret);
    put(body, "apn", apn);
    put(body, "number", number);
    if (replace) body.put("replace", true);
    return body;
  }

  private static void put(Map<String, Object> body, String key, @Nullable String value) {
    if (value != null) body.put(key, value);
  }

  private void brief(JsonNode answer) {
    for (String field : new String[] {"words", "user", "secret", "serverSecret", "pin"}) {
      String value = DeviceCommand.text(answer, field);
      if (!value.isEmpty()) connection.out().println(field + "  " + value);
    }
  }

  /// The push has the secrets in it: its file is for its owner alone.
  private static void write(Path file, Octets push) throws IOException {
    try {
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      } else {
        Files.createFile(file);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists(file);
    }
    Files.write(file, push.toByteArray());
  }

  private static CliMistake exists(Path file) {
    return new CliMistake(file + " exists: name a file that does not");
  }
}
