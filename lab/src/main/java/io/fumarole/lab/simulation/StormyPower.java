package io.fumarole.lab.simulation;

import io.fumarole.lab.disk.SimulatedDisk;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// The power goes as the weather has it: at a change on disk or between two, and sometimes it is
/// the agent alone that dies.
final class StormyPower implements Power {
  /// A whole update takes about so many changes on disk.
  private static final int LONGEST_LIFE_IN_CHANGES = 200;

  private final World world;
  private final RandomGenerator random;

  StormyPower(World world, RandomGenerator random) {
    this.world = world;
    this.random = random;
  }

  @Override
  public void on(SimulatedDevice device) {
    if (!world.strikes(random, world.weather().powerCut())) return;
    if (random.nextInt(3) > 0) {
      device.disk().cutAfter(random.nextInt(1, LONGEST_LIFE_IN_CHANGES));
      return;
    }
    int mine = device.lives();
    world
        .agenda()
        .in(
            Duration.ofSeconds(random.nextInt(1, 10_000)),
            () -> {
              if (device.lives() == mine && device.isOn()) device.cutPower();
            });
  }

  @Override
  public String fails(SimulatedDisk disk) {
    if (random.nextInt(4) == 0) {
      disk.restart();
      return "its agent is killed";
    }
    disk.crash(random);
    return "loses its power";
  }
}
