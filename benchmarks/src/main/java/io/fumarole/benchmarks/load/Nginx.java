package io.fumarole.benchmarks.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An nginx with a configuration of our own that serves one folder from the loopback interface: the
/// judge of our downloads.
public final class Nginx implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
  private static final int LOOKS = 100;
  private static final long BETWEEN_LOOKS_MILLIS = 50;

  private final ChildProcess process;
  private final URI url;

  private Nginx(ChildProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  /// @param served the folder whose files it serves
  /// @param prefix of its command, empty for none
  /// @return empty when the machine has none
  public static Optional<Nginx> start(Path folder, Path served, List<String> prefix)
      throws IOException, InterruptedException {
    if (!Files.isExecutable(PROGRAM)) return Optional.empty();
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.createDirectories(folder);
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        user root;
        daemon off;
        worker_processes 1;
        pid %1$s/nginx.pid;
        error_log stderr warn;
        events { worker_connections 1024; }
        http {
          access_log off;
          sendfile on;
          tcp_nopush on;
          keepalive_requests 1000000;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          server {
            listen 127.0.0.1:%2$d;
            root %3$s;
          }
        }
        """
            .formatted(folder, port, served));
    List<String> command = new ArrayList<>(prefix);
    command.addAll(List.of(PROGRAM.toString(), "-c", configuration.toString()));
    ChildProcess process = ChildProcess.start(command, folder.resolve("nginx.log"));
    var nginx = new Nginx(process, URI.create("http://127.0.0.1:" + port + "/"));
    nginx.await(folder.resolve("nginx.log"));
    return Optional.of(nginx);
  }

  private void await(Path log) throws IOException, InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      try (var probe = new Socket(url.getHost(), url.getPort())) {
        if (probe.isConnected()) return;
      } catch (IOException notYet) {
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
      }
    }
    close();
    throw new IOException("nginx does not answer: " + Files.readString(log));
  }

  public URI url(String file) {
    return url.resolve(file);
  }

  public Usage usage() throws IOException {
    return process.usage();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
