package io.fumarole.app.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page on webhooks shows how a receiver checks a signature. It does, by the standard's own
/// example.
class WebhookDocumentTest {
  /// The example of the standard's libraries, looked at when it was sent, and much later.
  private static final String TRIED =
      """

      headers = {
          "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
          "webhook-timestamp": "1614265330",
          "webhook-signature": "v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
      }
      secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
      body = b'{"test": 2432232314}'
      time.time = lambda: 1614265330 + 299
      print(verify(headers, body, secret))
      print(verify(headers, body + b" ", secret))
      print(verify(headers | {"webhook-id": "another"}, body, secret))
      print(verify(headers | {"webhook-signature": "v1,AAAA"}, body, secret))
      time.time = lambda: 1614265330 + 301
      print(verify(headers, body, secret))
      """;

  private static Optional<Path> python() {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(it -> Path.of(it, "python3"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Test
  void whatAReceiverIsShownFindsWhatIsForged(@TempDir Path directory)
      throws IOException, InterruptedException {
    Optional<Path> python = python();
    assumeTrue(python.isPresent(), "there is no python3");
    String page = Repository.read(Repository.root().resolve("docs/webhooks.md"));
    String code = page.split("```python\n", 2)[1].split("```", 2)[0];
    Path program = Files.writeString(directory.resolve("receiver.py"), code + TRIED);
    Process run =
        new ProcessBuilder(python.get().toString(), program.toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(run.waitFor()).as(out).isZero();
    assertThat(out.lines()).containsExactly("True", "False", "False", "False", "False");
  }
}
