package io.fumarole.app.nodes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A real HAProxy before several nodes: each request goes to the next, whatever session it belongs
/// to, and to another one when a node does not answer.
final class HaProxy implements AutoCloseable {
  private final Process process;

  private HaProxy(Process process) {
    this.process = process;
  }

  /// Skips the test where there is none.
  static HaProxy start(Path directory, int port, List<Integer> nodes) throws IOException {
    Optional<Path> program =
        Stream.of("/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/usr/bin/haproxy")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        program.isPresent(),
        "HAProxy is not installed: 'apt-get install haproxy' lets this test run");
    Path config = directory.resolve("haproxy.cfg");
    Files.writeString(config, configuration(port, nodes));
    Process process =
        new ProcessBuilder(program.orElseThrow().toString(), "-db", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("haproxy.log").toFile())
            .start();
    return new HaProxy(process);
  }

  private static String configuration(int port, List<Integer> nodes) {
    String servers =
        IntStream.range(0, nodes.size())
            .mapToObj(
                i ->
                    "  server node%d 127.0.0.1:%d check inter 1s fall 3 rise 1\n"
                        .formatted(i, nodes.get(i)))
            .collect(Collectors.joining());
    return """
        defaults
          mode http
          timeout connect 2s
          timeout client 30s
          timeout server 30s
          timeout check 10s
        listen fumarole
          bind 127.0.0.1:%d
          balance roundrobin
          option httpchk GET /api/v1/health
          option redispatch 1
          retries 4
          retry-on conn-failure empty-response response-timeout
        %s"""
        .formatted(port, servers);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
