package io.fumarole.app.cli;

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
    },
    subcommands = {
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
      EncodeCommand.class
    })
public final class Fumarole implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command? For instance 'demo'");
  }
}
