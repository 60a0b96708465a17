package io.fumarole.app;

import io.fumarole.app.cli.CliMistake;
import io.fumarole.app.cli.Fumarole;
import io.fumarole.app.cli.Plain;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import picocli.CommandLine;

/// Where the command line starts.
public final class Main {
  /// Something went wrong in the work itself.
  static final int FAILED = 1;

  /// The command was not understood.
  static final int MISTAKE = 2;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    return commandLine(args).execute(args);
  }

  /// As it is made for `args`, to be executed with them.
  public static CommandLine commandLine(String... args) {
    return Fumarole.commandLine(args)
        .setParameterExceptionHandler(Main::mistake)
        .setExecutionExceptionHandler(Main::failure);
  }

  /// One line that says what to do instead.
  private static int mistake(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String hint = "see '" + command.getCommandSpec().qualifiedName() + " --help'";
    command.getErr().println("fumarole: " + oneLine(e) + "; " + hint);
    return MISTAKE;
  }

  private static int failure(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
    command.getErr().println("fumarole: " + oneLine(e));
    if (!(e instanceof CliMistake) && System.getenv("FUMAROLE_DEBUG") != null)
      e.printStackTrace(command.getErr());
    return e instanceof CliMistake ? MISTAKE : FAILED;
  }

  private static String oneLine(Throwable e) {
    String message =
        e instanceof FileSystemException file
            ? words(file)
            : Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    return Plain.line(message.lines().findFirst().orElse(message));
  }

  /// Java's own message is often the path alone.
  private static String words(FileSystemException e) {
    return switch (e) {
      case NoSuchFileException _ -> "no file or folder at " + e.getFile();
      case AccessDeniedException _ -> "no permission for " + e.getFile();
      case FileAlreadyExistsException _ -> e.getFile() + " is there already";
      default -> String.valueOf(e.getMessage());
    };
  }
}
