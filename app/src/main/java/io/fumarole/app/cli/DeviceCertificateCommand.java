package io.fumarole.app.cli;

import io.fumarole.agent.config.ConfigMistake;
import io.fumarole.agent.session.TlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// The certificate that a device has to show when it connects.
@Command(
    name = "certificate",
    mixinStandardHelpOptions = true,
    description = {
      "Says which certificate a device has to show when it connects: any that tls.clientCa",
      "vouches for and that has this subject, so that a renewed one will do, too."
    },
    footer = {
      "",
      "  device certificate IMEI:1 --subject 'CN=device-1, O=Example'",
      "  device certificate IMEI:1 --of device-1.pem",
      "  device certificate IMEI:1 --remove"
    })
final class DeviceCertificateCommand implements Runnable {
  @Mixin private Connection connection = new Connection();

  @Parameters(index = "0", paramLabel = "ID", description = "the device")
  private String id = "";

  @ArgGroup(multiplicity = "1")
  private Wanted wanted = new Wanted();

  static final class Wanted {
    @Option(names = "--subject", paramLabel = "NAME", description = "such as CN=device-1,O=Example")
    private @Nullable String subject;

    @Option(names = "--of", paramLabel = "FILE", description = "the subject of this one (PEM)")
    private @Nullable Path file;

    @Option(names = "--remove", description = "the device need not show one any more")
    private boolean remove;
  }

  @Override
  public void run() {
    String path = "/devices/" + ApiClient.encode(id) + "/certificate";
    JsonNode device =
        wanted.remove
            ? connection.api().delete(path)
            : connection.api().put(path, Map.of("subject", subject()));
    String bound = DeviceCommand.text(device, "certificate");
    connection.print(
        device,
        () ->
            connection
                .out()
                .println(
                    id
                        + (bound.isEmpty()
                            ? " need not show a certificate"
                            : " has to show the certificate of " + bound)));
  }

  private String subject() {
    if (wanted.subject != null) return wanted.subject;
    Path file = Path.of(String.valueOf(wanted.file));
    try {
      return TlsSettings.first(file).getSubjectX500Principal().toString();
    } catch (ConfigMistake | IOException e) {
      throw new CliMistake("--of " + file + ": no PEM certificate can be read there");
    }
  }
}
