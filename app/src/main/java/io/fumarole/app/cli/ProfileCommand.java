package io.fumarole.app.cli;

import io.fumarole.campaign.profile.ProfileException;
import io.fumarole.campaign.profile.ProfileProposal;
import io.fumarole.protocol.dm.DeviceDescription;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Model profiles.
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = "Propose model profiles, and give them the secrets of new devices.",
    synopsisSubcommandLabel = "(propose|secret)")
final class ProfileCommand {
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
      PrintWriter err = spec.commandLine().getErr();
      err.println("Found:");
      proposal.found().forEach(line -> err.println("  " + printable(line)));
      err.println("Not told, and taken so:");
      proposal.unknown().forEach(line -> err.println("  " + printable(line)));
      err.flush();
      PrintWriter out = spec.commandLine().getOut();
      out.println(proposal.json());
      out.flush();
    } catch (MalformedMessageException e) {
      throw new CliMistake(file + " is no device description: " + e.getMessage());
    } catch (ProfileException e) {
      throw new CliMistake(printable(String.valueOf(e.getMessage())));
    }
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
    String path = "/profiles/" + ApiClient.encode(name) + "/bootstrap-secret";
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
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
