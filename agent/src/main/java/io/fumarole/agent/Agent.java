package io.fumarole.agent;

import io.fumarole.agent.account.Bootstrapping;
import io.fumarole.agent.account.ChangedAccount;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.disk.DeviceState;
import io.fumarole.agent.disk.DeviceState.Notified;
import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.disk.Slots;
import io.fumarole.agent.disk.StateStore;
import io.fumarole.agent.install.Installer;
import io.fumarole.agent.session.Start;
import io.fumarole.agent.tree.AgentTree;
import io.fumarole.agent.tree.KeptTree;
import io.fumarole.agent.update.DeviceOperations;
import io.fumarole.agent.update.DeviceOperations.Progress;
import io.fumarole.agent.update.PackageFiles;
import io.fumarole.protocol.dm.notification.Notification;
import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.dm.notification.UiMode;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.dm.session.ClientNonces;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.fumo.FumoState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// A device: sessions with its server, and what they order. One thread drives it, by [AgentLoop] or
/// step by step:
///
/// ```java
/// Agent agent = Agent.start(config, surroundings, Optional.empty());
/// agent.runSession(new Start.Poll());  // the server orders something
/// agent.performPending();              // the device does it, restart included
/// agent.runSession(new Start.Poll());  // the server hears how it ended
/// ```
public final class Agent {
  /// Notifications and requests that wait; more of them would ask for the same.
  private static final int MOST_STARTS = 16;

  /// A server repeats a notification until the session appears; one that comes so much later under
  /// the same session id is another.
  private static final Duration REPEATS_WITHIN = Duration.ofHours(1);

  private final Bootstrapping bootstrapping;
  private final Surroundings around;
  private final Slots slots;
  private final StateStore store;
  private final PackageFiles files;
  private AgentConfig config;
  private KeptTree tree;
  private final BlockingQueue<Start> starts = new ArrayBlockingQueue<>(MOST_STARTS);
  private Slot booted;
  private Installer installer;
  private DeviceOperations operations;

  /// Starts the device.
  ///
  /// @param booted the slot that a boot loader has chosen; without one the agent chooses
  public static Agent start(AgentConfig config, Surroundings around, Optional<Slot> booted)
      throws IOException {
    return start(config, around, booted, StateStore.open(around.disk(), config.dataDirectory()));
  }

  /// The same with a state that is kept elsewhere.
  public static Agent start(
      AgentConfig config, Surroundings around, Optional<Slot> booted, StateStore store)
      throws IOException {
    Slots slots =
        Slots.open(around.disk(), config.dataDirectory().resolve("slots"), config.factory());
    Bootstrapping bootstrapping = Bootstrapping.open(config, around.disk());
    return new Agent(
        bootstrapping, around, slots, store, booted.isPresent() ? booted.get() : slots.boot());
  }

  private Agent(
      Bootstrapping bootstrapping, Surroundings around, Slots slots, StateStore store, Slot slot)
      throws IOException {
    this.bootstrapping = bootstrapping;
    this.config = bootstrapping.config();
    this.tree = new KeptTree(config);
    this.around = around;
    this.slots = slots;
    this.store = store;
    this.files = new PackageFiles(around.disk(), config.dataDirectory().resolve("packages"));
    this.booted = slot;
    Assembly assembly = new Assembly(config, around, slots, store, files);
    this.installer = assembly.installer(slot);
    this.operations = assembly.operations(installer, slot);
    around.log().say("start", "slot", slot, "version", installer.runningVersion());
  }

  /// Takes a bootstrap message that someone at the device holds in hand, while its agent does not
  /// run.
  ///
  /// @param replaces whether the account that the device has may go
  public static Bootstrapping.Taken bootstrapByHand(
      AgentConfig config, Disk disk, WspPush push, boolean replaces) throws IOException {
    try (DataLock _ = DataLock.take(config.dataDirectory())) {
      StateStore state = StateStore.open(disk, config.dataDirectory());
      return Bootstrapping.open(config, disk).take(push, state, _ -> replaces);
    }
  }

  /// Opens a session with the server and holds it to its end.
  public SessionResult runSession(Start.OfSession start) throws IOException, InterruptedException {
    SessionResult result =
        switch (start) {
          case Start.Poll() -> hold(false, Optional.empty(), Optional.empty());
          case Start.Request(var type) -> hold(false, Optional.of(type), Optional.empty());
          case Start.Notified(var package0) -> answer(package0);
        };
    say(start, result);
    return result;
  }

  /// Takes a bootstrap message, and calls the new server when the message wants that.
  public Bootstrapping.Taken bootstrap(WspPush push) throws IOException {
    Bootstrapping.Taken taken =
        bootstrapping.takeFromAir(push, store, around.user()::mayReplaceAccount);
    switch (taken) {
      case Bootstrapping.Taken.Accepted(var serverId, var startsSession) -> {
        config = bootstrapping.config();
        tree = new KeptTree(config);
        around.log().say("bootstrapped", "server", serverId);
        if (startsSession) offer(new Start.Poll());
      }
      case Bootstrapping.Taken.Repeated() ->
          around.log().say("bootstrap-ignored", "why", "the account is here already");
      case Bootstrapping.Taken.Refused(var reason) ->
          around.log().say("bootstrap-ignored", "why", reason);
    }
    return taken;
  }

  /// Does what is ordered until it has ended. A restart that cannot happen within this process is
  /// [Progress#REBOOT].
  public Progress performPending() throws IOException, InterruptedException {
    Progress progress = operations.perform();
    while (progress == Progress.REBOOT) {
      Optional<Slot> slot = around.reboot().reboot(slots);
      if (slot.isEmpty()) return Progress.REBOOT;
      bootInto(slot.get());
      progress = operations.perform();
    }
    return progress;
  }

  /// Has the user or the device ask for an update in a session soon.
  ///
  /// @param type `userrequest` or `devicerequest`
  public void request(AlertType type) {
    offer(new Start.Request(type));
  }

  /// Wakes the agent, from any thread.
  public void offer(Start start) {
    if (!starts.offer(start)) around.log().say("ignored", "why", "too many wait");
  }

  /// Starts an update of the package at hand without the server's order; [#performPending] does it.
  ///
  /// @return why not; empty when it was started
  public Optional<String> startUpdate() throws IOException {
    return operations.startUpdate();
  }

  /// What the device remembers.
  public DeviceState state() {
    return store.state();
  }

  public FumoState fumoState() {
    return store.state().fumoState();
  }

  /// From the booted slot.
  public String runningVersion() throws IOException {
    return installer.runningVersion();
  }

  public Slot booted() {
    return booted;
  }

  public Slots slots() {
    return slots;
  }

  /// Where requests and notifications wait for the agent's thread.
  public BlockingQueue<Start> starts() {
    return starts;
  }

  private void bootInto(Slot slot) throws IOException {
    booted = slot;
    Assembly assembly = new Assembly(config, around, slots, store, files);
    installer = assembly.installer(slot);
    operations = assembly.operations(installer, slot);
    around.log().say("start", "slot", slot, "version", installer.runningVersion());
  }

  /// Checks a notification; what is wrong with it is told to nobody but the log. Spec: notification
  /// 1.1.
  private SessionResult answer(Package0 package0) throws IOException, InterruptedException {
    Notification notification = package0.notification();
    if (!notification.serverId().equals(config.server().id()))
      return new SessionResult.NotStarted("unknown server " + notification.serverId());
    if (isRepeat(notification)) return new SessionResult.NotStarted("a repeated notification");
    ClientNonces stored = DeviceSession.nonces(store.state());
    return switch (package0.check(current().server().server().account(), stored.server())) {
      case Package0.DigestCheck.Wrong() -> new SessionResult.NotStarted("the digest is wrong");
      case Package0.DigestCheck.Fits(var nonce, var isDefault) -> {
        if (!userAgrees(notification.uiMode()))
          yield new SessionResult.NotStarted("the user said no");
        ClientNonces nonces = isDefault ? new ClientNonces(nonce, nonce) : stored;
        SessionResult result =
            hold(true, Optional.empty(), Optional.of(new Answered(notification, nonces)));
        if (result instanceof SessionResult.Completed) remember(notification);
        yield result;
      }
    };
  }

  private record Answered(Notification notification, ClientNonces nonces) {}

  /// Where the server leaves it to the device, the user is not disturbed.
  private boolean userAgrees(UiMode mode) {
    return switch (mode) {
      case USER_INTERACTION -> around.user().mayStart(config.server().id());
      case INFORMATIVE -> {
        around.user().tell("The server " + config.server().id() + " talks to this device.");
        yield true;
      }
      case NOT_SPECIFIED, BACKGROUND -> true;
    };
  }

  private boolean isRepeat(Notification notification) {
    return store
        .state()
        .lastNotification()
        .filter(last -> last.sessionId().equals(notification.sessionIdText()))
        .filter(
            last ->
                around.time().now().isBefore(Instant.ofEpochMilli(last.at()).plus(REPEATS_WITHIN)))
        .isPresent();
  }

  private void remember(Notification notification) throws IOException {
    long now = around.time().now().toEpochMilli();
    store.commit(state -> state.withNotification(new Notified(notification.sessionIdText(), now)));
  }

  private SessionResult hold(
      boolean serverInitiated, Optional<AlertType> request, Optional<Answered> answered)
      throws IOException, InterruptedException {
    if (config.server().url().isEmpty())
      return new SessionResult.NotStarted("no account yet: it comes with a bootstrap message");
    store.commit(DeviceState::withSession);
    String sessionId =
        answered
            .map(each -> each.notification().sessionIdText())
            .orElseGet(() -> sessionId(store.state().sessions()));
    ClientNonces nonces =
        answered.map(Answered::nonces).orElseGet(() -> DeviceSession.nonces(store.state()));
    AgentTree device =
        new AgentTree(
            config,
            store,
            files,
            around.disk(),
            around.user(),
            around.mishaps().refusals(),
            tree,
            installer.runningVersion());
    var session =
        new DeviceSession(
            current(),
            store,
            device,
            around.wire(),
            around.nonces(),
            device.devInfo(),
            new DeviceSession.Beginning(sessionId, serverInitiated, request, nonces));
    SessionResult result = session.run();
    if (result instanceof SessionResult.Completed(_, _, _, var acknowledged) && acknowledged > 0)
      operations.cleanUp();
    return result;
  }

  /// The settings, with the secrets that the server has changed since.
  private AgentConfig current() {
    return ChangedAccount.in(config, store.state().secrets());
  }

  /// Upper-case hexadecimal like a notification's, and never 0.
  private static String sessionId(long count) {
    return Long.toHexString(1 + count % 0xFFFF).toUpperCase(Locale.ROOT);
  }

  private void say(Start.OfSession start, SessionResult result) {
    String why = start.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    switch (result) {
      case SessionResult.Completed(var id, var ending, var messages, var acknowledged) ->
          around
              .log()
              .say(
                  "session",
                  "id",
                  id,
                  "start",
                  why,
                  "messages",
                  messages,
                  "end",
                  ending,
                  "acknowledged",
                  acknowledged,
                  "fumo",
                  fumoState().value());
      case SessionResult.Failed(var id, var messages, var reason) ->
          around
              .log()
              .say("session-failed", "id", id, "start", why, "messages", messages, "why", reason);
      case SessionResult.SentAway(var id, var messages, var after, var reason) ->
          around
              .log()
              .say(
                  "sent-away",
                  "id",
                  id,
                  "start",
                  why,
                  "messages",
                  messages,
                  "after",
                  after.map(Duration::toSeconds).orElse(0L),
                  "why",
                  reason);
      case SessionResult.NotStarted(var reason) ->
          around.log().say("no-session", "start", why, "why", reason);
    }
  }
}
