package io.fumarole.server.lab;

import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Examination;
import io.fumarole.campaign.exchange.Examiner;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.server.lab.ConformanceRoom.Card;
import io.fumarole.server.lab.ConformanceRoom.Firmware;
import io.fumarole.server.lab.ConformanceRoom.Subject;
import io.fumarole.storage.ConformanceStore;
import io.fumarole.storage.ConformanceStore.Run;
import io.fumarole.storage.ConformanceStore.State;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs of the conformance kit against connected devices. The device stands as examined while one
/// is on: the exchange, which reads the device anyway, gives its messages to the kit. Which server
/// plays a run stands in the store, with a lease: when that server goes away, another one gives the
/// device back.
public final class Examinations implements Examiner, AutoCloseable {
  /// A server that has not kept its lease for so long is gone.
  static final Duration LEASE = Duration.ofMinutes(1);

  /// Whatever a device does, it is the server's again after this.
  static final Duration LONGEST = Duration.ofHours(12);

  /// Each holds the evidence of its messages in memory.
  static final int MOST_AT_ONCE = 8;

  private static final int LOST_AT_ONCE = 100;
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final String USUAL_OBJECT = "./FwUpdate";
  private static final System.Logger LOG = System.getLogger(Examinations.class.getName());

  private final Optional<ConformanceRoom> room;
  private final Shelves shelves;
  private final Place place;
  private final Examination examination;
  private final Function<Device, ModelProfile> profiles;
  private final Supplier<String> ids;
  private final InstantSource clock;
  private final Map<DeviceId, Sitter> sitters = new ConcurrentHashMap<>();

  /// Where what a run needs is kept.
  public record Shelves(
      ConformanceStore runs, DeviceStore devices, PackageStore packages, ContentStore content) {}

  /// Where this server is, and how it reaches devices.
  ///
  /// @param name tells it from others, and from itself before a restart
  /// @param url without a slash at the end
  public record Place(String name, String url, String serverId, DeviceBell bell) {}

  /// @param room empty where nobody has brought the kit along
  /// @param ids that nobody can guess
  public Examinations(
      Optional<ConformanceRoom> room,
      Shelves shelves,
      Place place,
      Examination examination,
      Function<Device, ModelProfile> profiles,
      Supplier<String> ids,
      InstantSource clock) {
    this.room = room;
    this.shelves = shelves;
    this.place = place;
    this.examination = examination;
    this.profiles = profiles;
    this.ids = ids;
    this.clock = clock;
  }

  /// What is to be done.
  ///
  /// @param cases ids; empty: those that need nothing but a device that calls, and with a package
  ///   those that need one
  /// @param attended whether somebody is at the device
  /// @param wakes whether the device is notified each time that it should open a session
  /// @param by who asks
  public record Order(
      DeviceId device,
      List<String> cases,
      Optional<PackageId> firmware,
      boolean attended,
      boolean wakes,
      Duration patience,
      String by) {}

  public sealed interface Outcome {
    record Begun(Run run) implements Outcome {}

    record Refused(Why why, String words) implements Outcome {}
  }

  /// Why nothing was begun.
  public enum Why {
    UNKNOWN,
    /// Another time it may.
    CONFLICT,
    UNSUITABLE,
    /// This server has no kit.
    UNAVAILABLE
  }

  public List<Card> cases() {
    return room.map(ConformanceRoom::cases).orElse(List.of());
  }

  /// Begins a run.
  public Outcome begin(Order order) {
    if (room.isEmpty()) return refused(Why.UNAVAILABLE, "this server was started without the kit");
    Optional<Device> found = shelves.devices.find(order.device());
    if (found.isEmpty()) return refused(Why.UNKNOWN, "no device " + order.device());
    Device device = found.get();
    ModelProfile profile = profiles.apply(device);
    var fitness = new Fitness(cases(), shelves.packages, shelves.content);
    Optional<Outcome> unfit = fitness.refusal(device, profile, order);
    if (unfit.isPresent()) return unfit.get();
    List<String> chosen = fitness.chosen(order);
    if (chosen.isEmpty()) return refused(Why.UNSUITABLE, "no case was chosen");
    return switch (fitness.cargo(order, device)) {
      case Fitness.Cargo.Nothing() -> begin(order, device, profile, chosen, Optional.empty());
      case Fitness.Cargo.Fit(var firmware) ->
          begin(order, device, profile, chosen, Optional.of(firmware));
      case Fitness.Cargo.Unfit(var words) -> refused(Why.UNSUITABLE, words);
    };
  }

  private static Outcome refused(Why why, String words) {
    return new Outcome.Refused(why, words);
  }

  private synchronized Outcome begin(
      Order order,
      Device device,
      ModelProfile profile,
      List<String> chosen,
      Optional<Firmware> firmware) {
    if (sitters.size() >= MOST_AT_ONCE)
      return refused(
          Why.CONFLICT, MOST_AT_ONCE + " devices are judged by this server: wait for one's end");
    Instant now = clock.instant();
    String token = ids.get();
    var detail =
        new Detail(
            order.by(),
            order.firmware().map(PackageId::value),
            chosen,
            order.attended(),
            order.wakes(),
            order.patience().toSeconds(),
            Optional.empty(),
            List.of(),
            "",
            false);
    var run =
        new Run(
            ids.get(),
            device.id(),
            State.RUNNING,
            device.standing(),
            place.name(),
            now,
            now,
            now.plus(LEASE),
            detail.json());
    var subject =
        new Subject(
            profile.clientScheme(),
            device.client(),
            profile.serverScheme(),
            device.server(),
            device.serverNonce(),
            place.serverId(),
            device.object().map(it -> it.root().toString()).orElse(USUAL_OBJECT),
            firmware,
            Fitness.isReachable(device),
            order.patience(),
            place.url(),
            place.url() + KitFiles.PREFIX + token);
    // First the row, then the device: whatever breaks between, the row's lease ends both.
    if (!shelves.runs.begin(run))
      return refused(Why.CONFLICT, "device %s is being judged already".formatted(device.id()));
    var sitter = new Sitter(run, detail, token, shelves.runs, device, place.bell(), clock);
    sitter.sit(room.orElseThrow().open(subject, chosen, sitter));
    sitters.put(device.id(), sitter);
    String words =
        "the conformance kit judges it: %d cases, for %s".formatted(chosen.size(), order.by());
    Examination.Outcome handed;
    try {
      handed = examination.begin(device, words, now);
    } catch (RuntimeException failed) {
      // Nobody renews the lease: it ends the run, and whatever was done of it.
      sitters.remove(device.id());
      throw failed;
    }
    if (handed instanceof Examination.Outcome.Refused(var why)) {
      sitters.remove(device.id());
      shelves.runs.discard(run.id());
      return refused(Why.CONFLICT, why);
    }
    sitter.start(() -> giveBack(sitter));
    return new Outcome.Begun(run);
  }

  /// The device is the server's again, then the run has ended: in this order, because only a run
  /// that has not ended is looked after by others. One that another server took for lost has given
  /// its device back already: by now the device may be another run's.
  private void giveBack(Sitter sitter) {
    Run run = sitter.run();
    try {
      boolean isOurs = shelves.runs.find(run.id()).filter(it -> it.state().isOpen()).isPresent();
      if (isOurs) giveBack(run, "the conformance kit is through with it");
      sitters.remove(run.device(), sitter);
      sitter.close();
    } catch (RuntimeException failed) {
      // The lease ends, and with it the run.
      sitters.remove(run.device(), sitter);
      LOG.log(
          System.Logger.Level.ERROR,
          "conformance run " + run.id() + " cannot be ended now",
          failed);
    }
  }

  private void giveBack(Run run, String words) {
    Examination.Outcome outcome =
        examination.end(run.device(), run.before(), words, clock.instant());
    if (outcome instanceof Examination.Outcome.Refused(var why))
      LOG.log(System.Logger.Level.WARNING, "conformance run {0}: {1}", run.id(), why);
  }

  /// Asks a run to end, wherever it is played; false when it has ended.
  public boolean cancel(String id, String by) {
    if (!shelves.runs.cancel(id, clock.instant())) return false;
    sitter(id).ifPresent(it -> it.cancel("cancelled by " + by));
    return true;
  }

  private Optional<Sitter> sitter(String id) {
    return sitters.values().stream().filter(it -> it.run().id().equals(id)).findFirst();
  }

  /// Asks the device of a run to open a session.
  ///
  /// @return why it could not be asked; empty when it was
  public Optional<String> wake(String id) {
    Optional<Sitter> sitter = sitter(id);
    if (sitter.isEmpty()) return Optional.of("the run has ended, or is played by another server");
    return sitter.get().wake();
  }

  @Override
  public Optional<Reply> answer(DeviceId device, Exchanger.Request request) {
    return Optional.ofNullable(sitters.get(device)).map(it -> it.answer(request));
  }

  @Override
  public void refused(DeviceId device, String words) {
    Optional.ofNullable(sitters.get(device)).ifPresent(it -> it.refused(words));
  }

  /// The run whose files stand at an address that nobody can guess.
  Optional<Sitter> withToken(String token) {
    return sitters.values().stream().filter(it -> it.token().equals(token)).findFirst();
  }

  /// Keeps what is played here, and ends what nobody plays any more.
  ///
  /// @return how many were ended
  public int round(Instant now) {
    sitters.values().forEach(it -> it.keep(now));
    int ended = 0;
    for (Run lost : shelves.runs.late(now, LOST_AT_ONCE)) {
      if (sitter(lost.id()).isPresent()) continue;
      giveBack(lost, "the conformance kit has lost it: the server that played it went away");
      Detail detail = Detail.read(lost.detail()).ended("the server that played it went away");
      if (shelves.runs.end(lost.with(detail.json(), now).in(State.LOST, now), Map.of())) ended++;
    }
    return ended;
  }

  /// Ends what is played here, and gives the devices back.
  @Override
  public void close() {
    List<Sitter> all = List.copyOf(sitters.values());
    all.forEach(it -> it.cancel("the server was stopped"));
    all.forEach(it -> it.await(LAST_WORDS));
  }
}
