package io.fumarole.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// An HTTP client that costs next to nothing: one connection, bodies read and forgotten.
public final class PlainClient implements AutoCloseable {
  private static final int BUFFER = 1 << 18;
  private static final int LONGEST_HEAD = 16_384;

  private final SocketChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final URI server;

  public PlainClient(URI server) throws IOException {
    this.server = server;
    this.channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
  }

  /// Gets a whole file; returns how many octets came.
  public long get(URI url) throws IOException {
    return get(url, "", 200);
  }

  /// Gets the octets `first` to `last`.
  public long get(URI url, long first, long last) throws IOException {
    return get(url, "Range: bytes=" + first + "-" + last + "\r\n", 206);
  }

  private long get(URI url, String header, int wanted) throws IOException {
    String request =
        "GET " + url.getRawPath() + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n" + header;
    ByteBuffer octets = ByteBuffer.wrap((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
    while (octets.hasRemaining()) channel.write(octets);
    String head = head();
    if (!head.startsWith("HTTP/1.1 " + wanted))
      throw new IOException("answered " + head.lines().findFirst().orElse("nothing"));
    long length = length(head);
    long left = length - buffer.remaining();
    while (left > 0) {
      buffer.clear();
      int count = channel.read(buffer);
      if (count < 0) throw new IOException("the body ends " + left + " octets early");
      left -= count;
    }
    return length;
  }

  /// Reads up to the blank line; what is behind it stays in the buffer.
  private String head() throws IOException {
    buffer.clear();
    while (buffer.position() < LONGEST_HEAD) {
      if (channel.read(buffer) < 0) throw new IOException("no answer");
      String text = StandardCharsets.ISO_8859_1.decode(buffer.duplicate().flip()).toString();
      int end = text.indexOf("\r\n\r\n");
      if (end < 0) continue;
      buffer.flip().position(end + 4);
      return text.substring(0, end);
    }
    throw new IOException("a head of more than " + LONGEST_HEAD + " octets");
  }

  private static long length(String head) throws IOException {
    for (String line : head.lines().toList()) {
      String lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:"))
        return Long.parseLong(lower.substring(lower.indexOf(':') + 1).strip());
    }
    throw new IOException("no Content-Length");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
