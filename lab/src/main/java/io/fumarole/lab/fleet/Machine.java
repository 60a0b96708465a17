package io.fumarole.lab.fleet;

import io.fumarole.agent.Agent;
import io.fumarole.agent.SessionResult;
import io.fumarole.agent.Surroundings;
import io.fumarole.agent.account.ChangedAccount;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.disk.DeviceState;
import io.fumarole.agent.disk.NewSecrets;
import io.fumarole.agent.disk.StateStore;
import io.fumarole.agent.session.Start;
import io.fumarole.agent.update.DeviceOperations.Progress;
import io.fumarole.lab.disk.BootCheck;
import io.fumarole.lab.disk.PowerLoss;
import io.fumarole.lab.disk.SimulatedDisk;
import io.fumarole.lab.fault.Fault;
import io.fumarole.lab.fault.Misfortunes;
import io.fumarole.lab.fault.SkewedTime;
import java.io.IOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A device's hardware with the agent on it: it can lose its power and start again.
final class Machine {
  private static final String NOT_THE_SECRET = "not the secret";

  private final AgentConfig config;
  private final Surroundings around;
  private final Power power;
  private final SkewedTime time;
  private final Misfortunes misfortunes;
  private final RandomGenerator random;
  private StateStore store;
  private Agent agent;
  private Optional<DeviceState> sessionBefore = Optional.empty();
  private Optional<String> dead = Optional.empty();

  /// While the device shows a wrong one.
  private Optional<NewSecrets> ownSecrets = Optional.empty();

  /// The power of a device whose disk may lose what was not synced.
  static final class Power {
    private final Optional<SimulatedDisk> disk;
    private boolean isCutOnPurpose;

    /// @param disk empty for a device that never loses its power
    Power(Optional<SimulatedDisk> disk) {
      this.disk = disk;
    }

    /// Does not return.
    void cut() {
      disk.ifPresent(SimulatedDisk::cutNow);
      isCutOnPurpose = true;
      throw new PowerLoss();
    }
  }

  /// @param power of the disk in `around`
  Machine(
      AgentConfig config,
      Surroundings around,
      Power power,
      SkewedTime time,
      Misfortunes misfortunes,
      RandomGenerator random)
      throws IOException {
    this.config = config;
    this.around = around;
    this.power = power;
    this.time = time;
    this.misfortunes = misfortunes;
    this.random = random;
    this.store = store();
    this.agent = Agent.start(config, around, Optional.empty(), store);
    aim();
  }

  /// A state on the disk costs writes that only a device needs which may lose its power.
  private StateStore store() throws IOException {
    return power.disk.isPresent()
        ? StateStore.open(around.disk(), config.dataDirectory())
        : StateStore.inMemory();
  }

  /// The power goes in the middle of one of the next changes on the disk, if it is to.
  private void aim() {
    if (power.disk.isEmpty()) return;
    misfortunes
        .next(Fault.POWER_CUT_DISK)
        .ifPresent(cut -> power.disk.get().cutAfter(cut.skip() + 1));
  }

  Misfortunes misfortunes() {
    return misfortunes;
  }

  DeviceState state() {
    return store.state();
  }

  String runningVersion() throws IOException {
    return agent.runningVersion();
  }

  Progress performPending() throws IOException, InterruptedException {
    return agent.performPending();
  }

  /// A session, with what is wrong about it.
  SessionResult session(Start.OfSession start) throws IOException, InterruptedException {
    misfortunes.strike(Fault.CLOCK_SKEW).ifPresent(time::skew);
    if (sessionBefore.isPresent() && misfortunes.strikes(Fault.STALE_NONCE)) {
      DeviceState old = sessionBefore.get();
      store.commit(state -> state.withNonces(old.clientNonce(), old.serverNonce()));
    }
    sessionBefore = Optional.of(store.state());
    if (!misfortunes.strikes(Fault.WRONG_CREDENTIALS)) return agent.runSession(start);
    NewSecrets own = store.state().secrets().orElse(NewSecrets.NONE);
    ownSecrets = Optional.of(own);
    var wrong = ChangedAccount.secret(config.server().device(), NOT_THE_SECRET);
    store.change(state -> state.withSecrets(own.withDevice(wrong)));
    try {
      return agent.runSession(start);
    } finally {
      showOwnSecret();
    }
  }

  private void showOwnSecret() throws IOException {
    if (ownSecrets.isEmpty()) return;
    NewSecrets own = ownSecrets.get();
    store.commit(state -> state.withSecrets(own));
    ownSecrets = Optional.empty();
  }

  /// The power is back: what was not synced may be gone. Whether the device starts.
  boolean restart() {
    if (!power.isCutOnPurpose) misfortunes.spend(Fault.POWER_CUT_DISK);
    power.isCutOnPurpose = false;
    power.disk.orElseThrow().crash(random);
    try {
      store = store();
      showOwnSecret();
      agent = Agent.start(config, around, Optional.empty(), store);
      aim();
      return true;
    } catch (IOException e) {
      dead = Optional.of("it does not start after a power cut: " + e.getMessage());
      return false;
    }
  }

  /// Why it could not start now, if so.
  Optional<String> unbootable() {
    if (dead.isPresent()) return dead;
    if (power.disk.filter(SimulatedDisk::isOff).isPresent() && !restart()) return dead;
    power.disk.ifPresent(SimulatedDisk::spare);
    try {
      return BootCheck.complaint(around.disk(), agent.slots(), agent.booted());
    } catch (IOException e) {
      return Optional.of("its slots cannot be read: " + e.getMessage());
    }
  }
}
