package io.fumarole.server.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/// Closes a connection on which no request's header is complete in time, counted from its opening
/// or from the end of the request before: a peer that drips its header is not idle to Jetty.
final class HeaderTimeout extends Handler.Wrapper implements Connection.Listener {
  static final Duration LONGEST = Duration.ofSeconds(30);

  private final Duration limit;
  private final Map<Connection, Scheduler.Task> waiting = new ConcurrentHashMap<>();

  HeaderTimeout(Handler handler, Duration limit) {
    super(handler);
    this.limit = limit;
  }

  /// The handshake counts as part of the header. The encrypted connection around is left alone: no
  /// request is ever its own.
  @Override
  public void onOpened(Connection connection) {
    if (!(connection instanceof SslConnection)) await(connection);
  }

  @Override
  public void onClosed(Connection connection) {
    cancel(connection);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Connection connection = request.getConnectionMetaData().getConnection();
    cancel(connection);
    Request.addCompletionListener(
        request,
        _ -> {
          if (connection.getEndPoint().isOpen()) await(connection);
        });
    return super.handle(request, response, callback);
  }

  private void await(Connection connection) {
    Scheduler.Task task =
        getServer()
            .getScheduler()
            .schedule(
                () -> {
                  waiting.remove(connection);
                  connection.getEndPoint().close(new TimeoutException("no header in time"));
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
    Scheduler.Task before = waiting.put(connection, task);
    if (before != null) before.cancel();
  }

  private void cancel(Connection connection) {
    Scheduler.Task task = waiting.remove(connection);
    if (task != null) task.cancel();
  }
}
