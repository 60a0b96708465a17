package io.fumarole.lab.conform;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.play.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Somebody who knows the device's name and not its secret talks to the kit while that waits for
/// the device, after the device itself has shown what it has.
class ImpostorTest {
  private static final Account KIT = Account.of("kit", "of the kit");
  private static final Octets CHOSEN = Octets.utf8("chosen by somebody");
  private static final int MESSAGES = 4;
  private static final Pattern NEXT_NONCE = Pattern.compile("<NextNonce[^>]*>([^<]+)<");

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Queue<String> answers = new ConcurrentLinkedQueue<>();

  /// Cases in which the kit asks for the device's credentials, in which the case does, and in which
  /// the case looks after the server's.
  @ParameterizedTest
  @CsvSource({
    "state-readable, BASIC",
    "md5-nonce, BASIC",
    "state-readable, MD5",
    "md5-nonce, MD5",
    "server-nonce, MD5"
  })
  void whoeverSaysThatHeIsTheDeviceHearsNothingOfTheServersSecret(String id, AuthScheme own)
      throws Exception {
    List<Case> cases = Kit.device().stream().filter(each -> each.id().equals(id)).toList();
    Report report = run(cases, own);
    assertThat(report.results().getFirst().verdict()).isNotEqualTo(Verdict.PASS);
    assertThat(answers).isNotEmpty().allMatch(it -> it.contains("<SyncML"));
    String secret = Credentials.basic("kit", "of the kit");
    assertThat(answers)
        .noneMatch(it -> it.contains(secret))
        .noneMatch(it -> it.contains(KIT.md5(CHOSEN)))
        .noneMatch(it -> it.contains(KIT.md5(Octets.EMPTY)));
  }

  /// What the device answered in one case would be good in the next otherwise: he says the same in
  /// each.
  @Test
  void noNonceComesTwice() throws Exception {
    List<Case> cases =
        Kit.device().stream()
            .filter(each -> Set.of("state-readable", "dev-info").contains(each.id()))
            .toList();
    assertThat(run(cases, AuthScheme.NONE).results()).hasSize(2);
    List<String> nonces =
        answers.stream()
            .map(NEXT_NONCE::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .toList();
    assertThat(nonces).hasSizeGreaterThan(MESSAGES).doesNotHaveDuplicates();
  }

  private Report run(List<Case> cases, AuthScheme own) throws Exception {
    var settings =
        new Settings(
            new Login(
                AuthScheme.MD5,
                Optional.of(Account.of("lamp", "of the lamp")),
                own,
                Optional.of(KIT)),
            "kit",
            "./FwUpdate",
            Map.of(),
            Optional.empty(),
            Duration.ofSeconds(20),
            Map.of("state", "200"));
    try (var agent =
        new AgentUnderTest(directory)
            .with("server.server-auth.scheme", own.name().toLowerCase(Locale.ROOT))) {
      var after = new Afterwards(agent);
      var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      try (var bench = DeviceBench.open(settings, after, at, Optional.empty())) {
        after.url = bench.url();
        agent.start(bench.url());
        Report report = bench.run(cases, _ -> {});
        agent.stop();
        return report;
      }
    }
  }

  /// The device comes for the inspection, and after that somebody else.
  private final class Afterwards implements Hands {
    private final Hands first;
    private volatile String url = "";
    private boolean isInspected;

    Afterwards(Hands first) {
      this.first = first;
    }

    @Override
    public boolean act(String word, String sentence, Runnable through)
        throws IOException, InterruptedException {
      if (isInspected) {
        Thread.ofVirtual()
            .start(
                () -> {
                  talk(url);
                  through.run();
                });
        return true;
      }
      isInspected = true;
      return first.act(word, sentence, through);
    }
  }

  private void talk(String url) {
    try {
      for (int message = 1; message <= MESSAGES; message++) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/vnd.syncml.dm+xml")
                .POST(BodyPublishers.ofString(message(message)))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200 || answer.body().isEmpty()) return;
        answers.add(answer.body());
      }
    } catch (IOException broken) {
      throw new AssertionError("the kit does not answer", broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// With credentials of another secret, and a nonce of its own for those of the server.
  private static String message(int number) {
    return """
        <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>
        <SessionID>7</SessionID><MsgID>%d</MsgID><Target><LocURI>kit</LocURI></Target>
        <Source><LocURI>IMEI:350000000000017</LocURI></Source>
        <Cred><Meta><Format xmlns="syncml:metinf">b64</Format>
        <Type xmlns="syncml:metinf">syncml:auth-md5</Type></Meta><Data>%s</Data></Cred></SyncHdr>
        <SyncBody><Status><CmdID>1</CmdID><MsgRef>%d</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd>
        <Chal><Meta><Format xmlns="syncml:metinf">b64</Format>
        <Type xmlns="syncml:metinf">syncml:auth-md5</Type>
        <NextNonce xmlns="syncml:metinf">%s</NextNonce></Meta></Chal><Data>401</Data></Status>
        <Alert><CmdID>2</CmdID><Data>1201</Data></Alert><Final/></SyncBody></SyncML>
        """
        .formatted(
            number,
            Account.of("lamp", "guessed").md5(CHOSEN),
            number - 1,
            Credentials.nextNonce(CHOSEN).utf8());
  }
}
