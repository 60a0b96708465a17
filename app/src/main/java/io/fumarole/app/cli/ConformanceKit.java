package io.fumarole.app.cli;

import io.fumarole.campaign.exchange.Examiner;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.lab.conform.Bell;
import io.fumarole.lab.conform.Case;
import io.fumarole.lab.conform.DeviceBench;
import io.fumarole.lab.conform.JUnitReport;
import io.fumarole.lab.conform.JsonReport;
import io.fumarole.lab.conform.Kit;
import io.fumarole.lab.conform.Report;
import io.fumarole.lab.conform.ReportPage;
import io.fumarole.lab.conform.Result;
import io.fumarole.lab.conform.Settings;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.ScenarioException;
import io.fumarole.scenario.play.HttpAnswer;
import io.fumarole.scenario.play.HttpCall;
import io.fumarole.scenario.play.Login;
import io.fumarole.scenario.play.Packet;
import io.fumarole.server.lab.ConformanceRoom;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The conformance kit, for a server that this program starts.
public final class ConformanceKit implements ConformanceRoom {
  private static final String CONTENT_LENGTH = "Content-Length";

  /// What the kit says to people at a terminal.
  private static final String OF_THE_TERMINAL = ": say --.*$";

  private final List<Case> kit = Kit.device();

  @Override
  public List<Card> cases() {
    return kit.stream().map(ConformanceKit::card).toList();
  }

  private static Card card(Case of) {
    List<String> acts = of.acts();
    List<String> sentences = of.hands();
    List<String> hands =
        IntStream.range(0, acts.size())
            .filter(i -> !acts.get(i).equals("session") && !acts.get(i).startsWith("notify"))
            .mapToObj(sentences::get)
            .toList();
    boolean needsPackage = of.wants("package") || of.wants("version");
    return new Card(
        of.id(), of.title(), of.group(), of.specs(), needsPackage, of.wants("notify"), hands);
  }

  @Override
  public Sitting open(Subject subject, List<String> cases, Company company) {
    Map<String, Octets> content = new HashMap<>();
    Map<String, String> variables = new HashMap<>();
    subject
        .firmware()
        .ifPresent(
            it -> {
              content.put("package", it.octets());
              variables.put("version", it.version());
            });
    if (subject.nonce().length() > 0)
      variables.put("nonce", Base64.getEncoder().encodeToString(subject.nonce().toByteArray()));
    Optional<Bell> bell = subject.isReachable() ? Optional.of(company::ring) : Optional.empty();
    var settings =
        new Settings(
            new Login(
                subject.clientScheme(), subject.client(), subject.serverScheme(), subject.server()),
            subject.serverId(),
            subject.object(),
            content,
            bell,
            subject.patience(),
            variables);
    DeviceBench bench =
        DeviceBench.behind(
            settings,
            (word, sentence, _) -> company.asked(word, sentence),
            subject.url(),
            subject.files());
    List<Case> chosen = kit.stream().filter(each -> cases.contains(each.id())).toList();
    return new AtBench(bench, chosen, company);
  }

  /// A device at the kit's bench.
  private record AtBench(DeviceBench bench, List<Case> cases, Company company) implements Sitting {
    @Override
    public Reports run() throws IOException, InterruptedException {
      try {
        Report report = bench.run(cases, new Told(company));
        Map<String, Long> counts = new LinkedHashMap<>();
        report.counts().forEach((verdict, count) -> counts.put(JsonReport.label(verdict), count));
        return new Reports(
            report.end(),
            counts,
            Octets.wrap(
                ApiClient.JSON
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsBytes(JsonReport.of(report))),
            Octets.utf8(ReportPage.of(report)),
            Octets.utf8(JUnitReport.of(report)));
      } catch (ScenarioException mistake) {
        throw new IOException("a case is wrong: " + mistake.getMessage(), mistake);
      } finally {
        bench.close();
      }
    }

    @Override
    public void stop(String why) {
      bench.stop(why);
    }

    @Override
    public boolean wake() throws IOException {
      return bench.notifyDevice();
    }

    @Override
    public void refused(String words) {
      bench.refused(words);
    }

    @Override
    public Examiner.Reply exchange(Exchanger.Request request)
        throws IOException, InterruptedException {
      DeviceBench.Answered answered =
          bench.exchange(
              Packet.request(
                  request.target(), request.contentType(), request.body(), request.hmac()));
      Packet answer = answered.packet();
      return new Examiner.Reply(
          new Exchanger.Answer(
              answer.httpStatus(), answer.contentType(), answer.body(), answer.hmac()),
          answered.isGuess());
    }

    @Override
    public Fetched fetch(Call call) {
      List<HttpCall.Header> asked =
          call.headers().stream().map(it -> new HttpCall.Header(it.name(), it.value())).toList();
      HttpAnswer answer = bench.fetch(new HttpCall(call.method(), call.url(), asked, call.body()));
      long length = answer.body().length();
      for (HttpCall.Header header : answer.headers())
        if (header.name().equals(CONTENT_LENGTH)) length = Long.parseLong(header.value());
      List<Header> said =
          answer.headers().stream()
              .filter(it -> !it.name().equals(CONTENT_LENGTH))
              .map(it -> new Header(it.name(), it.value()))
              .toList();
      return new Fetched(answer.status(), said, answer.body(), length);
    }
  }

  private record Told(Company company) implements DeviceBench.Listener {
    @Override
    public void begins(Case next) {
      company.begins(next.id(), next.title());
    }

    @Override
    public void judged(Result result) {
      company.judged(
          new Finding(
              result.id(),
              result.title(),
              result.group(),
              JsonReport.label(result.verdict()),
              result.why().replaceFirst(OF_THE_TERMINAL, ""),
              result.line(),
              result.millis()));
    }
  }
}
