package io.fumarole.app.cli;

import io.fumarole.campaign.profile.ProfileException;
import io.fumarole.campaign.profile.ProfileProposal;
import io.fumarole.protocol.dm.DeviceDescription;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Model profiles.
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = "Propose a model profile from a device description.",
    synopsisSubcommandLabel = "(propose)")
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

  /// A stranger's names must not steer the terminal.
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
