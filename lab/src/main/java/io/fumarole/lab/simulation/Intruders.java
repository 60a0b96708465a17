package io.fumarole.lab.simulation;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Those who act just while the server is at work on a device: races are won and lost there, and by
/// chance alone they would be rare.
final class Intruders {
  private static final int AT_ONCE_MILLIS = 300;

  private final World world;
  private final RandomGenerator random;
  private final Deque<Consumer<SimulatedDevice>> waiting = new ArrayDeque<>();

  Intruders(World world, RandomGenerator random) {
    this.world = world;
    this.random = random;
  }

  void add(Consumer<SimulatedDevice> intruder) {
    waiting.add(intruder);
  }

  /// Work on a device has begun: one of them comes in.
  void come(SimulatedDevice device) {
    Consumer<SimulatedDevice> intruder = waiting.poll();
    if (intruder == null) return;
    var soon = Duration.ofMillis(random.nextInt(AT_ONCE_MILLIS));
    world.agenda().in(soon, () -> intruder.accept(device));
  }
}
