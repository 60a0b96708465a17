package io.fumarole.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Many downloads at once, each taking a little every second, by one thread: devices on a slow
/// bearer.
public final class SlowClients implements AutoCloseable {
  /// A second is cut into so many slices, so that the clients do not all read at once.
  private static final int SLICES = 20;

  private static final long SLICE_NANOS = 1_000_000_000L / SLICES;

  /// The kernel doubles it. Small, so that the server waits for the client and not for the kernel.
  private static final int RECEIVE_BUFFER = 4_096;

  /// Downloads that begin in a slice. The others go on meanwhile: who takes nothing is dropped.
  private static final int AT_ONCE = 25;

  /// How it went.
  ///
  /// @param complete how many got all octets
  /// @param broken what ended those that broke off, and how many
  public record Outcome(int complete, Map<String, Integer> broken) {}

  private final Map<String, Integer> broken = new TreeMap<>();

  private final int count;
  private final InetSocketAddress address;
  private final byte[] request;
  private final List<Download> downloads = new ArrayList<>();
  private final ByteBuffer buffer;

  private static final class Download {
    final SocketChannel channel;
    long received;

    Download(SocketChannel channel) {
      this.channel = channel;
    }
  }

  /// @param perSecond octets that each takes in a second
  public SlowClients(URI url, int count, int perSecond) {
    this.buffer = ByteBuffer.allocateDirect(perSecond);
    this.count = count;
    this.address = new InetSocketAddress(url.getHost(), url.getPort());
    this.request =
        ("GET " + url.getRawPath() + " HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
  }

  private Download begin() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
    channel.connect(address);
    channel.write(ByteBuffer.wrap(request));
    channel.configureBlocking(false);
    return new Download(channel);
  }

  /// Asked once a second.
  public interface Watch {
    void look() throws IOException;
  }

  /// Reads until every connection is closed: by the server at the end of a download, or because it
  /// broke.
  ///
  /// @param size octets of what is downloaded
  public Outcome run(long size, Watch watch) throws IOException, InterruptedException {
    List<Download> open = new ArrayList<>();
    long next = System.nanoTime();
    while (downloads.size() < count || !open.isEmpty()) {
      for (int slice = 0; slice < SLICES; slice++) {
        for (int n = 0; n < AT_ONCE && downloads.size() < count; n++) {
          Download begun = begin();
          downloads.add(begun);
          open.add(begun);
        }
        for (int n = slice; n < open.size(); n += SLICES) take(open.get(n));
        next += SLICE_NANOS;
        long wait = next - System.nanoTime();
        if (wait > 0) Thread.sleep(wait / 1_000_000L);
      }
      open.removeIf(download -> !download.channel.isOpen());
      watch.look();
    }
    long complete = downloads.stream().filter(download -> download.received >= size).count();
    return new Outcome((int) complete, broken);
  }

  private void take(Download download) throws IOException {
    if (!download.channel.isOpen()) return;
    buffer.clear();
    int got;
    try {
      do {
        got = download.channel.read(buffer);
        if (got > 0) download.received += got;
      } while (got > 0 && buffer.hasRemaining());
    } catch (IOException broke) {
      // One that breaks is a figure of the run, and not its end.
      broken.merge(String.valueOf(broke.getMessage()), 1, Integer::sum);
      got = -1;
    }
    if (got < 0) download.channel.close();
  }

  @Override
  public void close() throws IOException {
    for (Download download : downloads) download.channel.close();
  }
}
