package io.fumarole.lab.fleet;

import io.fumarole.agent.session.Wire;
import io.fumarole.agent.time.Time;
import io.fumarole.protocol.dm.session.Sending;
import java.io.IOException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// Messages over a device's line: late, and at times lost on the way there or back.
final class LinkWire implements Wire {
  private final Wire inner;
  private final Link link;
  private final Time time;
  private final RandomGenerator random;
  private final Tally tally;

  LinkWire(Wire inner, Link link, Time time, RandomGenerator random, Tally tally) {
    this.inner = inner;
    this.link = link;
    this.time = time;
    this.random = random;
    this.tally = tally;
  }

  @Override
  public Answer exchange(Sending sending) throws IOException, InterruptedException {
    boolean isLost = link.loss().strikes(random);
    boolean arrives = isLost && random.nextBoolean();
    pass(sending.body().length());
    if (isLost && !arrives) throw lost("message");
    Answer answer = inner.exchange(sending);
    tally.message();
    if (isLost) throw lost("answer");
    pass(answer.body().length());
    return answer;
  }

  private IOException lost(String what) {
    tally.lost();
    return new IOException("the " + what + " was lost on purpose");
  }

  private void pass(long octets) throws InterruptedException {
    Duration taken = link.latency().plus(link.carries(octets));
    if (!taken.isZero()) time.sleep(taken);
  }
}
