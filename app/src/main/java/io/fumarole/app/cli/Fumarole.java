package io.fumarole.app.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The root of the command line.
@Command(
    name = "fumarole",
    mixinStandardHelpOptions = true,
    version = "fumarole 0.1.0",
    description = "Firmware over the air for OMA DM devices.",
    footer = {
      "",
      "'./fumarole test' and './fumarole test --quick' run the checks.",
      "'./fumarole bench' measures, './fumarole soak' looks for what grows.",
      "Start with './fumarole demo', or 'server --open' and a device of your own."
    })
public final class Fumarole implements Runnable {
  private static final List<Class<?>> COMMANDS =
      List.of(
          ServerCommand.class,
          AgentCommand.class,
          DemoCommand.class,
          CrashCommand.class,
          DeviceCommand.class,
          GroupCommand.class,
          PackageCommand.class,
          ReleaseCommand.class,
          AdvisoryCommand.class,
          UpdateCommand.class,
          DeploymentCommand.class,
          CampaignCommand.class,
          SessionCommand.class,
          ScenarioCommand.class,
          LabCommand.class,
          ProfileCommand.class,
          NotifyCommand.class,
          TokenCommand.class,
          UserCommand.class,
          WebhookCommand.class,
          AuditCommand.class,
          ApprovalCommand.class,
          BackupCommand.class,
          RestoreCommand.class,
          BootstrapCommand.class,
          DecodeCommand.class,
          EncodeCommand.class);

  @Spec private CommandSpec spec = CommandSpec.create();

  /// The command line for `words`. When the first of them names a command it is made alone: all of
  /// them take longer to make than most of them run.
  public static CommandLine commandLine(String... words) {
    var root = new CommandLine(new Fumarole());
    List<Class<?>> named =
        COMMANDS.stream().filter(it -> words.length > 0 && words[0].equals(name(it))).toList();
    (named.isEmpty() ? COMMANDS : named).forEach(root::addSubcommand);
    return root.setCaseInsensitiveEnumValuesAllowed(true);
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? For instance 'demo'");
  }
}
