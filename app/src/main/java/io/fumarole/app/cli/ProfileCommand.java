package io.fumarole.app.cli;

import io.fumarole.campaign.profile.ProfileCheck;
import io.fumarole.campaign.profile.ProfileException;
import io.fumarole.campaign.profile.ProfileParser;
import io.fumarole.campaign.profile.ProfileProposal;
import io.fumarole.protocol.dm.DeviceDescription;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Model profiles.
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description =
        "Propose, check, store and show model profiles, and give them the secrets of new devices.",
    synopsisSubcommandLabel = "(propose|learn|check|put|list|show|history|remove|secret)",
    subcommands = ProfilePutCommand.class)
final class ProfileCommand {
  private static final JsonMapper TREE = JsonMapper.builder().build();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "propose",
      mixinStandardHelpOptions = true,
      description = {
        "Reads a device description (DDF, XML or WBXML) and prints a profile.",
        "What was found, and what no description tells, goes to standard error."
      })
  void propose(
      @Parameters(paramLabel = "FILE", description = "the description, '-' for standard input")
          String file,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              description = "the profile's name (default: from the model)")
          @Nullable String name)
      throws IOException {
    try {
      var description = DeviceDescription.read(InputOctets.read(file), Limits.DEFAULT);
      var proposal = ProfileProposal.of(file, description, Optional.ofNullable(name));
      show(proposal.json(), proposal.found(), proposal.unknown());
    } catch (MalformedMessageException e) {
      throw new CliMistake(file + " is no device description: " + e.getMessage());
    } catch (ProfileException e) {
      throw new CliMistake(printable(String.valueOf(e.getMessage())));
    }
  }

  private void show(String json, List<String> found, List<String> unknown) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("Found:");
    found.forEach(line -> err.println("  " + printable(line)));
    err.println("Not told, and taken so:");
    unknown.forEach(line -> err.println("  " + printable(line)));
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    out.println(json);
    out.flush();
  }

  @Command(
      name = "learn",
      mixinStandardHelpOptions = true,
      description = {
        "Prints a profile from what the server has read of a device.",
        "What was found, and what is still to be looked at, goes to standard error."
      })
  void learn(
      @Mixin Connection connection,
      @Parameters(paramLabel = "DEVICE") String device,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              description = "the profile's name (default: from the model)")
          @Nullable String name) {
    String query = name == null ? "" : "?name=" + ApiClient.encode(name);
    JsonNode proposal =
        connection.api().get("/devices/" + ApiClient.encode(device) + "/profile-proposal" + query);
    show(
        proposal.path("profile").toPrettyString(),
        words(proposal.path("found")),
        words(proposal.path("unknown")));
  }

  private static List<String> words(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Says what a profile says in vain, or at a price.",
        "With --device also where a device of the model disagrees."
      })
  void check(
      @Mixin Connection connection,
      @Parameters(paramLabel = "FILE", description = "the profile, '-' for standard input")
          String file,
      @Option(names = "--device", paramLabel = "ID", description = "one that the server knows")
          @Nullable String device)
      throws IOException {
    String json = InputOctets.read(file).utf8();
    List<String> ofFile = remarks(file, json);
    List<String> remarks = device == null ? ofFile : remarks(connection, device, json);
    PrintWriter out = connection.out();
    if (remarks.isEmpty()) out.println("nothing to remark");
    remarks.forEach(remark -> out.println("- " + printable(remark)));
    out.flush();
  }

  private static List<String> remarks(String file, String json) {
    try {
      return ProfileCheck.of(ProfileParser.parse(file, json));
    } catch (ProfileException e) {
      throw new CliMistake(printable(String.valueOf(e.getMessage())));
    }
  }

  private static List<String> remarks(Connection connection, String device, String json) {
    String path = "/devices/" + ApiClient.encode(device) + "/profile-check";
    return words(connection.api().post(path, TREE.readTree(json)).path("remarks"));
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists the server's profiles, and how many devices have each.")
  void list(@Mixin Connection connection) {
    JsonNode answer = connection.api().get("/profiles?count=true");
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode it : answer.path("profiles"))
            rows.add(
                List.of(
                    DeviceCommand.text(it, "name"),
                    DeviceCommand.text(it, "origin"),
                    DeviceCommand.text(it, "revision"),
                    DeviceCommand.text(it, "devices"),
                    String.join(", ", words(it.path("matches")))));
          connection
              .out()
              .println(Table.of(List.of("NAME", "ORIGIN", "REVISION", "DEVICES", "MODELS"), rows));
        });
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Prints a profile as it is written: what 'profile put' takes.")
  void show(
      @Mixin Connection connection,
      @Parameters(paramLabel = "PROFILE") String name,
      @Option(
              names = "--revision",
              paramLabel = "NUMBER",
              description = "as it was then, see 'profile history'")
          @Nullable Long revision) {
    String at = revision == null ? "" : "/revisions/" + revision;
    JsonNode shown = connection.api().get(path(name) + at);
    boolean isRemoval = shown.path("removed").asBoolean(false);
    if (isRemoval && !connection.isJson())
      throw new CliMistake(
          "with revision %d profile %s was removed: it has no text"
              .formatted(shown.path("revision").longValue(), name));
    connection.print(
        shown,
        () -> {
          String text = Plain.lines(shown.path("text").asString("").replace("\r\n", "\n"));
          connection.out().print(text.endsWith("\n") ? text : text + "\n");
        });
  }

  @Command(
      name = "history",
      mixinStandardHelpOptions = true,
      description = {
        "Lists what was stored of a profile, the newest first. An earlier one is brought back by",
        "'profile show NAME --revision NUMBER' and 'profile put'."
      })
  void history(@Mixin Connection connection, @Parameters(paramLabel = "PROFILE") String name) {
    JsonNode answer = connection.api().get(ApiClient.listing(path(name) + "/revisions", Map.of()));
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode it : answer.path("revisions"))
            rows.add(
                List.of(
                    DeviceCommand.text(it, "revision"),
                    DeviceCommand.text(it, "at"),
                    DeviceCommand.text(it, "by"),
                    it.path("removed").asBoolean(false) ? "removed" : "stored",
                    DeviceCommand.text(it, "note")));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "nobody has changed " + name
                      : Table.ofAnswer(List.of("REVISION", "AT", "BY", "WHAT", "NOTE"), rows));
        });
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = {
        "Removes what was stored of a profile: what ships, or lies in a file, holds again.",
        "One of your own goes, unless devices have it."
      })
  void remove(@Mixin Connection connection, @Parameters(paramLabel = "PROFILE") String name) {
    JsonNode was = connection.api().get(path(name));
    var _ = connection.api().delete(path(name));
    String base = was.path("base").path("origin").asString("");
    connection
        .out()
        .println(
            base.isEmpty()
                ? "removed profile " + name
                : "%s is as it %s again, for %s"
                    .formatted(
                        name,
                        base.equals("file") ? "lies in its file" : "ships",
                        ProfilePutCommand.devices(was.path("devices").longValue())));
    connection.out().flush();
  }

  private static String path(String name) {
    return "/profiles/" + ApiClient.encode(name);
  }

  @Command(
      name = "secret",
      mixinStandardHelpOptions = true,
      description = {
        "Says what new devices of a profile are delivered with.",
        "With unknownDevices = BOOTSTRAP a device that shows its id and this secret is taken in."
      })
  void secret(
      @Mixin Connection connection,
      @Parameters(paramLabel = "PROFILE") String name,
      @Option(
              names = "--secret",
              paramLabel = "SECRET",
              description = "16 characters or more; without a value it is asked for",
              interactive = true,
              arity = "0..1")
          @Nullable String secret,
      @Option(names = "--remove", description = "take no new devices in by one any more")
          boolean isRemoved) {
    if (isRemoved == (secret != null)) throw new CliMistake("say either --secret or --remove");
    String path = path(name) + "/bootstrap-secret";
    if (secret == null) {
      var _ = connection.api().delete(path);
    } else {
      var _ = connection.api().put(path, Map.of("secret", secret));
    }
    connection
        .out()
        .println(name + (isRemoved ? " has no bootstrap secret now" : " has its bootstrap secret"));
    connection.out().flush();
  }

  /// A stranger's names must not steer the terminal.
  private static String printable(String text) {
    return Plain.line(text);
  }
}
