package io.fumarole.server;

import io.fumarole.campaign.exchange.Examiner;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.lab.ConformanceRoom;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A kit of two cases that waits for a word of the device, and likes what it hears. The real one
/// stands above the server.
public final class QuickConformance implements ConformanceRoom {
  /// A device that does not come is a bug of the test.
  private static final int LONGEST_SECONDS = 20;

  private static final Card PLAIN =
      new Card("plain", "It speaks", "Ours", List.of("DM PRO 8"), false, false, List.of());
  private static final Card INSTALLS =
      new Card("installs", "It installs", "Ours", List.of("FUMO 6"), true, false, List.of());

  @Override
  public List<Card> cases() {
    return List.of(PLAIN, INSTALLS);
  }

  @Override
  public Sitting open(Subject subject, List<String> cases, Company company) {
    return new Waiting(subject, cases, company);
  }

  private static final class Waiting implements Sitting {
    private final Subject subject;
    private final List<String> cases;
    private final Company company;
    private final CountDownLatch heard = new CountDownLatch(1);
    private volatile String stopped = "";
    private volatile String refused = "";

    Waiting(Subject subject, List<String> cases, Company company) {
      this.subject = subject;
      this.cases = cases;
      this.company = company;
    }

    @Override
    public Reports run() throws InterruptedException {
      company.begins("inspection", "A look");
      company.asked("session", "Let it fetch " + subject.files());
      if (!heard.await(LONGEST_SECONDS, TimeUnit.SECONDS)) stopped = "nobody came";
      String verdict = stopped.isEmpty() ? "pass" : "inconclusive";
      for (String id : cases)
        company.judged(new Finding(id, "title of " + id, "Ours", verdict, stopped + refused, 0, 1));
      Octets words = Octets.utf8("{\"end\": \"" + stopped + "\"}");
      return new Reports(
          stopped,
          Map.of(verdict, (long) cases.size()),
          words,
          Octets.utf8("<!doctype html><title>of " + subject.serverId() + "</title>"),
          Octets.utf8("<testsuite/>"));
    }

    @Override
    public void stop(String why) {
      stopped = why;
      heard.countDown();
    }

    @Override
    public void refused(String words) {
      refused = words;
    }

    @Override
    public boolean wake() throws IOException {
      return subject.isReachable();
    }

    @Override
    public Examiner.Reply exchange(Exchanger.Request request) {
      heard.countDown();
      return new Examiner.Reply(
          new Exchanger.Answer(
              200, "text/plain", Octets.utf8("the kit at " + request.target()), Optional.empty()),
          false);
    }

    @Override
    public Fetched fetch(Call call) {
      return new Fetched(200, List.of(), Octets.utf8(call.method()), call.method().length());
    }
  }
}
