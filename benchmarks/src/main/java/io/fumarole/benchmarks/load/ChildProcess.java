package io.fumarole.benchmarks.load;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A process under measurement, asked and answering by lines. What it writes to its error output
/// goes to a log, whose end is told when it dies.
public final class ChildProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;
  private static final int LOG_SHOWN = 2_000;

  private final Process process;
  private final Path log;
  private final BufferedReader in;
  private final BufferedWriter out;

  private ChildProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.in = process.inputReader(StandardCharsets.UTF_8);
    this.out = process.outputWriter(StandardCharsets.UTF_8);
  }

  /// A program.
  ///
  /// @param log what it writes to its error output
  public static ChildProcess start(List<String> command, Path log) throws IOException {
    Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    return new ChildProcess(process, log);
  }

  /// A main class of this class path in a Java of its own, as the launcher starts one.
  ///
  /// @param prefix a command that starts the rest of it, or nothing
  public static ChildProcess java(
      List<String> prefix, Class<?> main, List<String> options, List<String> arguments, Path log)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(Jvm.command());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), main.getName()));
    command.addAll(arguments);
    return start(command, log);
  }

  public long pid() {
    return process.pid();
  }

  public Usage usage() throws IOException {
    return Usage.of(process.toHandle());
  }

  /// Sends a line and returns the line that answers it; one asks at a time.
  public synchronized String ask(String line) throws IOException {
    try {
      out.write(line);
      out.newLine();
      out.flush();
    } catch (IOException broken) {
      throw died(broken);
    }
    return next();
  }

  /// The next line that the process writes by itself.
  public String next() throws IOException {
    String line = in.readLine();
    if (line == null) throw died(new IOException("its output ended"));
    return line;
  }

  private IOException died(IOException cause) throws IOException {
    String said = Files.readString(log);
    return new IOException(
        "the measured process is gone: " + said.substring(Math.max(0, said.length() - LOG_SHOWN)),
        cause);
  }

  @Override
  public void close() throws IOException {
    out.close();
    try {
      process.destroy();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
