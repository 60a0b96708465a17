package io.fumarole.server.dm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.server.RunningServer;
import io.fumarole.server.StorageWatch;
import io.fumarole.server.http.Admission;
import io.fumarole.server.http.HttpServer;
import io.fumarole.server.http.RetryAfter;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// More than the server can do, over real connections: exchanges that a latch holds take up all
/// places.
@Timeout(60)
class OverloadTest {
  private static final RetryAfter LATER = new RetryAfter(Duration.ofSeconds(4), most -> most - 1);

  private final CountDownLatch release = new CountDownLatch(1);
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final RefusalLog refusals = new RefusalLog(log::add);

  private Exchanger.Answer held(Exchanger.Request request) {
    try {
      release.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return new Exchanger.Answer(200, "text/plain", request.body(), Optional.empty());
  }

  @Test
  void beyondWorkAndQueueADeviceIsAskedToComeAgainLater() throws Exception {
    var admission = new Admission(new Admission.Bounds(2, 1, Duration.ofSeconds(50)));
    var guarded = new GuardedExchange((it, _) -> held(it), admission, new StorageWatch(), refusals);
    HttpServer server = serve(guarded);
    try (HttpClient client = HttpClient.newHttpClient()) {
      List<CompletableFuture<HttpResponse<String>>> let = new ArrayList<>();
      for (int i = 0; i < 3; i++)
        let.add(client.sendAsync(message(server.port()), BodyHandlers.ofString()));
      while (admission.inside() < 3) Thread.onSpinWait();

      HttpResponse<String> beyond = client.send(message(server.port()), BodyHandlers.ofString());
      assertThat(beyond.statusCode()).isEqualTo(503);
      assertThat(beyond.headers().firstValue("Retry-After")).contains("12");
      assertThat(beyond.body()).contains("try again later");
      assertThat(client.send(message(server.port()), BodyHandlers.ofString()).statusCode())
          .isEqualTo(503);
      assertThat(log)
          .singleElement(STRING)
          .contains("status=503 from=127.0.0.1 too many devices at once");

      release.countDown();
      for (CompletableFuture<HttpResponse<String>> one : let)
        assertThat(one.get().statusCode()).isEqualTo(200);
      assertThat(client.send(message(server.port()), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    } finally {
      release.countDown();
      server.stop();
    }
  }

  @Test
  void whoeverWaitsTooLongIsSentAwayToo() throws Exception {
    var admission = new Admission(new Admission.Bounds(1, 5, Duration.ZERO));
    var guarded = new GuardedExchange((it, _) -> held(it), admission, new StorageWatch(), refusals);
    HttpServer server = serve(guarded);
    try (HttpClient client = HttpClient.newHttpClient()) {
      var first = client.sendAsync(message(server.port()), BodyHandlers.ofString());
      while (admission.inside() < 1) Thread.onSpinWait();
      assertThat(client.send(message(server.port()), BodyHandlers.ofString()).statusCode())
          .isEqualTo(503);
      assertThat(admission.inside()).isEqualTo(1);
      release.countDown();
      assertThat(first.get().statusCode()).isEqualTo(200);
    } finally {
      release.countDown();
      server.stop();
    }
  }

  @Test
  @Tag("slow")
  void healthAnswersWhileTheApiIsFull(@TempDir Path data) throws IOException {
    try (var running =
        new RunningServer(
            data, it -> it.with("capacity.calls", 1).with("capacity.patience", "0 s"))) {
      Socket upload = beginUpload(running);
      RunningServer.Answer answer = running.get("/devices");
      while (answer.status() == 200) {
        // A call of ours was there before it, and it was sent away itself.
        boolean isAnswered = upload.getInputStream().available() > 0;
        if (isAnswered) {
          upload.close();
          upload = beginUpload(running);
        }
        answer = running.get("/devices");
      }
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.detail()).contains("try again later");
      assertThat(running.get("/health").status()).isEqualTo(200);
      upload.close();
    }
  }

  private static Socket beginUpload(RunningServer running) throws IOException {
    var upload = new Socket(InetAddress.getLoopbackAddress(), running.server().port());
    String head =
        "POST /api/v1/packages?model=M&to=2&vendor=V HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
            + running.token()
            + "\r\nContent-Length: 1000\r\n\r\nbegun";
    OutputStream out = upload.getOutputStream();
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return upload;
  }

  private HttpServer serve(GuardedExchange guarded) throws IOException {
    var dm =
        new DmEndpoint(
            guarded,
            _ -> Optional.empty(),
            1_000,
            Duration.ofSeconds(30),
            InstantSource.system(),
            LATER,
            refusals);
    HttpServer server = HttpServer.bind("127.0.0.1", 0, false, 100, Optional.empty());
    server.start(new Passing(), Javalin.create(config -> dm.addTo(config.routes)));
    return server;
  }

  private static final class Passing extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      return false;
    }
  }

  private static HttpRequest message(int port) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/dm"))
        .header("Content-Type", "application/vnd.syncml.dm+xml")
        .POST(BodyPublishers.ofString("a message"))
        .build();
  }
}
