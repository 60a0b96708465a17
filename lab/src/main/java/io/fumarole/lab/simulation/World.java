package io.fumarole.lab.simulation;

import io.fumarole.campaign.memory.MemoryStore;
import java.util.random.RandomGenerator;

/// What all who act in one simulation share.
final class World {
  private final Agenda agenda = new Agenda();
  private final MemoryStore store = new MemoryStore();
  private final Watch watch = new Watch(store);
  private final Story story;
  private final WatchedStore watchedStore;
  private final Weather weather;
  private final Parts parts;

  World(Weather weather, Parts parts, boolean isTold) {
    this.weather = weather;
    this.parts = parts;
    this.story = new Story(agenda, isTold);
    this.watchedStore = new WatchedStore(store, watch, story);
  }

  Agenda agenda() {
    return agenda;
  }

  Story story() {
    return story;
  }

  Weather weather() {
    return weather;
  }

  Parts parts() {
    return parts;
  }

  /// What is really stored.
  MemoryStore store() {
    return store;
  }

  Watch watch() {
    return watch;
  }

  WatchedStore watchedStore() {
    return watchedStore;
  }

  /// Whether a fault strikes now: by chance, and only while the storm lasts.
  boolean strikes(RandomGenerator random, double chance) {
    return chance > 0 && !isCalm() && random.nextDouble() < chance;
  }

  boolean isCalm() {
    return agenda.elapsed().compareTo(Weather.STORM) > 0;
  }
}
