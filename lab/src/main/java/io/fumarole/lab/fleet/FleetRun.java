package io.fumarole.lab.fleet;

import io.fumarole.lab.fault.DeviceLedger;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets a fleet talk to its server: one queue of who is due when, and a virtual thread for each
/// device that is at it. Sessions are due by the devices' clocks, not by when the last one ended.
public final class FleetRun {
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  static {
    // A server drops connections that are silent for a while, 30 s as a rule, and the JDK's client
    // would use one for just as long: it must be the first to give up.
    System.setProperty("jdk.httpclient.keepalive.timeout", "10");
  }

  private final FleetPlan plan;
  private final Tally tally = new Tally();
  private final DelayQueue<Turn> due = new DelayQueue<>();
  private final Map<FleetDevice, Turn> waiting = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Exception> broken = new AtomicReference<>();
  private volatile List<DeviceLedger> ledgers = List.of();
  private volatile boolean isStopped;
  private volatile long began = System.nanoTime();

  public FleetRun(FleetPlan plan) {
    this.plan = plan;
  }

  private record Turn(FleetDevice device, Duration at, Supplier<Duration> clock)
      implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at.minus(clock.get()));
    }

    @Override
    public int compareTo(Delayed other) {
      return other instanceof Turn turn
          ? at.compareTo(turn.at)
          : Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  /// Ends the run soon, from any thread.
  public void stop() {
    isStopped = true;
  }

  private Duration clock() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /// Runs until the plan says that it is over, or [#stop].
  ///
  /// @param each is told of every second
  public FleetResult run(Consumer<Sample> each) throws IOException, InterruptedException {
    try (ExecutorService callbacks = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient http =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(callbacks)
                .build()) {
      List<FleetDevice> devices = new Fleet(plan, http, tally, this::clock).devices();
      FleetResult result;
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        began = System.nanoTime();
        for (FleetDevice device : devices) await(device, device.first());
        try (Listeners _ = listeners(devices)) {
          result = dispatch(threads, devices, each);
        } finally {
          threads.shutdownNow();
        }
      } finally {
        http.shutdownNow();
      }
      if (!plan.faults().isEmpty()) ledgers = devices.stream().map(FleetDevice::ledger).toList();
      return result;
    }
  }

  /// What the devices of a run that is over know of themselves; none without faults.
  public List<DeviceLedger> ledgers() {
    return ledgers;
  }

  private FleetResult dispatch(
      ExecutorService threads, List<FleetDevice> devices, Consumer<Sample> each)
      throws InterruptedException {
    Watcher watcher = new Watcher(plan, devices, tally);
    Duration nextLook = LOOK_EVERY;
    while (true) {
      Duration wait = nextLook.minus(clock());
      Turn turn = due.poll(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
      if (turn != null) threads.execute(() -> take(turn));
      Duration now = clock();
      if (now.compareTo(nextLook) < 0) continue;
      each.accept(watcher.look(now));
      nextLook = nextLook.plus(LOOK_EVERY);
      Exception mistake = broken.get();
      if (mistake != null) throw new IllegalStateException("a device broke: " + mistake, mistake);
      Optional<FleetResult.End> end = end(devices, now);
      if (end.isPresent()) return watcher.result(end.get(), clock());
    }
  }

  private @Nullable Listeners listeners(List<FleetDevice> devices) throws IOException {
    return plan.listening().isEmpty()
        ? null
        : Listeners.open(plan.listening().get(), devices, this::wake, tally);
  }

  private void await(FleetDevice device, Duration at) {
    var turn = new Turn(device, at, this::clock);
    waiting.put(device, turn);
    due.add(turn);
  }

  /// A device that was told to call does not wait for its turn; one that is at it looks when it has
  /// done.
  private void wake(FleetDevice device) {
    synchronized (device) {
      Turn turn = waiting.get(device);
      if (turn != null && due.remove(turn)) await(device, device.told().orElse(turn.at()));
    }
  }

  /// What a device throws beside failed sessions is a mistake of ours: it ends the run.
  private void take(Turn turn) {
    try {
      Duration next = turn.device().turn(turn.at());
      synchronized (turn.device()) {
        await(turn.device(), turn.device().told().orElse(next));
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException mistake) {
      if (!isStopped) broken.set(mistake);
    }
  }

  private Optional<FleetResult.End> end(List<FleetDevice> devices, Duration now) {
    if (isStopped) return Optional.of(FleetResult.End.STOPPED);
    if (tally.silence().compareTo(plan.patience()) > 0) return Optional.of(FleetResult.End.SILENT);
    if (plan.until()
        .filter(version -> devices.stream().allMatch(each -> each.isDone(version)))
        .isPresent()) return Optional.of(FleetResult.End.DONE);
    return plan.duration().filter(most -> now.compareTo(most) >= 0).map(_ -> FleetResult.End.TIME);
  }
}
