package io.fumarole.protocol.testing;

import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Feeds the [FuzzCase]s of a module: seeds and kept crashers, mutations of them, and what Jazzer
/// finds by coverage in a process of its own.
public final class FuzzRun {
  /// The one target to run; empty for all.
  public static final String TARGET = "fumarole.fuzz.target";

  private static final String SECONDS = "fumarole.fuzz.seconds";
  private static final int USUAL_SECONDS = 8;

  /// Readers take far more; the fuzzer finds more in short inputs.
  private static final int LONGEST_INPUT = 6_000;

  /// One input must not take longer.
  private static final int SECONDS_PER_INPUT = 10;

  /// Jazzer's own start on a busy machine, and its report.
  private static final int SECONDS_AROUND = 240;

  private static final int LINES_SHOWN = 60;

  private FuzzRun() {}

  /// Whether the one target that was asked for is another module's.
  public static boolean isForOthers(List<FuzzCase> cases) {
    String only = System.getProperty(TARGET, "");
    return !only.isEmpty() && cases.stream().noneMatch(it -> it.name().equals(only));
  }

  /// The inputs that once broke a reader, kept below `fuzz/NAME` in the test resources.
  public static List<Path> crashers(Class<?> module, FuzzCase fuzzed) {
    URL folder = module.getResource("/fuzz/" + fuzzed.name());
    if (folder == null) return List.of();
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /// Feeds `runs` inputs, each a seed or crasher with a few octets changed, doubled or lost.
  public static void mutate(Class<?> module, FuzzCase fuzzed, long seed, int runs) {
    var random = new SplittableRandom(seed);
    List<byte[]> inputs = new ArrayList<>();
    for (Octets octets : fuzzed.seeds()) inputs.add(octets.toByteArray());
    for (Path crasher : crashers(module, fuzzed)) inputs.add(octets(crasher));
    for (int run = 0; run < runs; run++) {
      byte[] input = inputs.get(random.nextInt(inputs.size())).clone();
      for (int changes = random.nextInt(1, 6); changes > 0; changes--)
        input = Mutation.of(input, inputs, random);
      feed(fuzzed, input, "seed " + seed + ", run " + run);
    }
  }

  /// Feeds one input; whatever escapes fails the test with the octets that did it.
  public static void feed(FuzzCase fuzzed, byte[] input, String what) {
    try {
      fuzzed.reader().read(input.clone());
    } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError escaped) {
      throw new AssertionError(
          "%s, %s: %s from %s".formatted(fuzzed.name(), what, escaped, Octets.wrap(input).toHex()),
          escaped);
    }
  }

  public static byte[] octets(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Runs Jazzer for a while; what it finds fails the test, and its input stays in `work`.
  ///
  /// @param entry has `fuzzerTestOneInput`
  /// @param instrumented patterns of the classes whose coverage counts
  public static void jazzer(
      Class<?> entry, List<FuzzCase> cases, List<String> instrumented, Path work)
      throws IOException, InterruptedException {
    int seconds = Integer.getInteger(SECONDS, USUAL_SECONDS);
    Path corpus = Files.createDirectories(work.resolve("corpus"));
    seed(entry, cases, corpus);
    Path log = work.resolve("jazzer.log");
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(
        List.of(
            "-Xmx384m",
            "-Xss1m",
            "-XX:+UseSerialGC",
            "-XX:+EnableDynamicAgentLoading",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-D" + TARGET + "=" + System.getProperty(TARGET, ""),
            "-cp",
            System.getProperty("java.class.path"),
            "com.code_intelligence.jazzer.Jazzer",
            "--target_class=" + entry.getName(),
            "--instrumentation_includes=" + String.join(":", instrumented),
            "--reproducer_path=" + work,
            "-artifact_prefix=" + work + "/",
            "-max_total_time=" + seconds,
            "-max_len=" + LONGEST_INPUT,
            "-timeout=" + SECONDS_PER_INPUT,
            "-print_final_stats=1",
            corpus.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(seconds + SECONDS_AROUND, TimeUnit.SECONDS))
        throw new AssertionError("Jazzer did not end in time: " + tail(log));
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) throw found(process.exitValue(), work, log);
    System.out.println(entry.getSimpleName() + ": " + lastProgress(log));
  }

  private static void seed(Class<?> entry, List<FuzzCase> cases, Path corpus) throws IOException {
    String only = System.getProperty(TARGET, "");
    for (int at = 0; at < cases.size(); at++) {
      FuzzCase fuzzed = cases.get(at);
      if (!only.isEmpty() && !only.equals(fuzzed.name())) continue;
      List<byte[]> inputs = new ArrayList<>();
      fuzzed.seeds().forEach(octets -> inputs.add(octets.toByteArray()));
      crashers(entry, fuzzed).forEach(file -> inputs.add(octets(file)));
      for (int i = 0; i < inputs.size(); i++) {
        byte[] input = only.isEmpty() ? chosen(at, inputs.get(i)) : inputs.get(i);
        Files.write(corpus.resolve(fuzzed.name() + "-" + i), input);
      }
    }
  }

  /// The input with the octet before it that chooses the target.
  private static byte[] chosen(int target, byte[] input) {
    byte[] all = new byte[input.length + 1];
    all[0] = (byte) target;
    System.arraycopy(input, 0, all, 1, input.length);
    return all;
  }

  private static AssertionError found(int exit, Path work, Path log) throws IOException {
    Optional<Path> crash;
    try (Stream<Path> files = Files.list(work)) {
      crash =
          files
              .filter(f -> f.getFileName().toString().matches("(crash|timeout|oom)-.*"))
              .findFirst();
    }
    String input =
        crash.map(file -> Octets.wrap(octets(file)).toHex()).orElse("(no input was kept)");
    return new AssertionError(
        """
        Jazzer ended with %d. The input, whose first octet chooses the target unless one was asked for:
        %s
        Keep it without that octet below src/test/resources/fuzz/TARGET. The end of the log:
        %s"""
            .formatted(exit, input, tail(log)));
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = lines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
  }

  private static String lastProgress(Path log) throws IOException {
    return lines(log).stream()
        .filter(line -> line.startsWith("#"))
        .reduce((_, last) -> last)
        .orElse("no progress was told")
        .strip();
  }

  private static List<String> lines(Path log) throws IOException {
    try (InputStream in = Files.newInputStream(log)) {
      return Arrays.asList(Octets.wrap(in.readAllBytes()).utf8().split("\n"));
    }
  }
}
