package io.fumarole.server.download;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.IteratingNestedCallback;
import org.eclipse.jetty.util.NanoTime;

/// Hands octets to a peer part by part, as fast as it takes them, without a thread that waits.
///
/// Who takes a part at once gets a larger one: fewer rounds for a large package. Who does not gets
/// small ones, since a part is what the least progress of a peer is measured by.
final class Sending extends IteratingNestedCallback {
  private static final int LEAST = 32 << 10;
  private static final int MOST = 256 << 10;

  /// A part that took no longer than this was taken at once.
  private static final long AT_ONCE_MILLIS = 10;

  private final Content.Sink sink;
  private final MappedFiles.Lease file;
  private final MemorySegment octets;
  private long sent;
  private int part = LEAST / 2;
  private long begun = NanoTime.now();

  /// @param file given back at the end, however it comes
  Sending(Content.Sink sink, MappedFiles.Lease file, long first, long length, Callback callback) {
    super(callback);
    this.sink = sink;
    this.file = file;
    this.octets = file.octets().asSlice(first, length);
  }

  @Override
  protected Action process() {
    long left = octets.byteSize() - sent;
    if (left == 0) return Action.SUCCEEDED;
    boolean isTakenAtOnce = NanoTime.millisSince(begun) <= AT_ONCE_MILLIS;
    part = isTakenAtOnce ? Math.min(MOST, 2 * part) : LEAST;
    begun = NanoTime.now();
    long length = Math.min(left, part);
    ByteBuffer next = octets.asSlice(sent, length).asByteBuffer();
    sent += length;
    sink.write(length == left, next, this);
    return Action.SCHEDULED;
  }

  @Override
  protected void onCompleteSuccess() {
    file.close();
    super.onCompleteSuccess();
  }

  @Override
  protected void onCompleteFailure(Throwable cause) {
    file.close();
    super.onCompleteFailure(cause);
  }
}
