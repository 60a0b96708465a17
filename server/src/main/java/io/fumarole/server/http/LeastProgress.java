package io.fumarole.server.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/// Closes a connection whose peer takes an answer too slowly. What is written at once has the time
/// that its size needs, and a pause besides: any network and any machine stands still for a moment.
/// Jetty's own handler (`MinimumDataRateHandler`) grants none, so that an answer of two octets has
/// to be out within 20 ms, or is cut off.
///
/// Before an octet gets to the system's buffer for the peer, a good part of that must be out: on a
/// slow bearer for longer than a connection may be idle. So it is not idle while it is written to,
/// and the time counts the buffer, too.
final class LeastProgress extends Handler.Wrapper {
  private final Duration pause;
  private final long octetsPerSecond;
  private final int buffered;

  /// @param buffered octets that the system may hold for a peer
  LeastProgress(Handler handler, Duration pause, long octetsPerSecond, int buffered) {
    super(handler);
    this.pause = pause;
    this.octetsPerSecond = octetsPerSecond;
    this.buffered = buffered;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    return super.handle(request, new Timed(request, response), callback);
  }

  private final class Timed extends Response.Wrapper {
    Timed(Request request, Response response) {
      super(request, response);
    }

    @Override
    public void write(boolean isLast, @Nullable ByteBuffer content, Callback callback) {
      long octets = content == null ? 0 : content.remaining();
      if (octets == 0) {
        super.write(isLast, content, callback);
        return;
      }
      EndPoint peer = peer();
      long idle = peer.getIdleTimeout();
      peer.setIdleTimeout(0);
      Scheduler.Task end =
          getServer()
              .getScheduler()
              .schedule(
                  this::close,
                  pause.toMillis() + (buffered + octets) * 1_000 / octetsPerSecond,
                  TimeUnit.MILLISECONDS);
      super.write(
          isLast,
          content,
          Callback.from(
              () -> {
                end.cancel();
                peer.setIdleTimeout(idle);
              },
              callback));
    }

    private EndPoint peer() {
      return getRequest().getConnectionMetaData().getConnection().getEndPoint();
    }

    private void close() {
      peer().close(new TimeoutException("the peer takes the answer too slowly"));
    }
  }
}
