package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class WebhookCommandTest {
  @TempDir private Path directory;
  private ServedCommands served;
  private HttpServer receiver;
  private volatile int status = 204;

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    receiver.createContext(
        "/",
        call -> {
          call.getRequestBody().readAllBytes();
          call.sendResponseHeaders(status, -1);
          call.close();
        });
    receiver.start();
    served = ServedCommands.start(directory, it -> it.with("webhooks.allow", List.of("127.0.0.1")));
  }

  @AfterEach
  void stop() {
    served.close();
    receiver.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
  }

  private String add() {
    String words =
        served.run("webhook", "add", url(), "--type", "deployment.failed,campaign").out();
    assertThat(words)
        .matches(
            "whsec_[A-Za-z0-9+/]{43}=\nsecret of webhook [a-z0-9]{8}; it is not shown again\n");
    return words.replaceAll("(?s).*webhook ([a-z0-9]+);.*", "$1");
  }

  @Test
  void aWebhookIsAddedTriedChangedAndRemoved() {
    assertThat(served.run("webhook", "list").out()).contains("add one with 'webhook add URL'");
    String id = add();
    assertThat(served.run("webhook", "list").out())
        .contains(id, url(), "campaign,deployment.failed", "on");
    assertThat(served.run("webhook", "test", id).out()).isEqualTo("taken with 204\n");
    status = 500;
    assertThat(served.run("webhook", "test", id).code()).isEqualTo(1);
    assertThat(served.run("webhook", "test", id).out()).isEqualTo("it answered 500\n");
    assertThat(served.run("webhook", "secret", id, "--overlap", "1h").out()).startsWith("whsec_");
    assertThat(served.run("webhook", "change", id).err()).contains("nothing to change");
    assertThat(served.run("webhook", "change", id, "--no-active").out())
        .isEqualTo("webhook %s is off\n".formatted(id));
    assertThat(served.run("webhook", "change", id, "--active", "--type", "device").out())
        .isEqualTo("webhook %s is on\n".formatted(id));
    assertThat(served.run("webhook", "dead", id).out()).isEqualTo("nothing\n");
    assertThat(served.run("webhook", "redeliver", id).out()).isEqualTo("0 are brought again\n");
    assertThat(served.run("webhook", "redeliver", id, "never").err()).contains("no delivery never");
    assertThat(served.run("webhook", "remove", id).out()).isEqualTo("removed webhook " + id + "\n");
    assertThat(served.run("webhook", "remove", id).err()).contains("no webhook " + id);
  }

  @Test
  void anEventThatWasTakenIsBroughtAgain() {
    String id = add();
    served.run("webhook", "change", id, "--type", "deployment");
    assertThat(served.run("device", "add", "IMEI:1").code()).isZero();
    assertThat(served.run("device", "quarantine", "IMEI:1", "--reason", "smoke").code()).isZero();
    org.awaitility.Awaitility.await()
        .until(() -> served.run("webhook", "dead", id, "--all").out().contains("delivered"));
    String event =
        served
            .run("webhook", "dead", id, "--all")
            .out()
            .lines()
            .filter(it -> it.contains("delivered"))
            .findFirst()
            .orElseThrow()
            .replaceAll(" .*", "");
    assertThat(served.run("webhook", "redeliver", id, event).out())
        .isEqualTo("event " + event + " is brought again\n");
  }
}
