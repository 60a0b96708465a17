package io.fumarole.lab.simulation;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployer;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.Rotation;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.lab.disk.Loss;
import io.fumarole.lab.disk.PowerLoss;
import io.fumarole.lab.disk.SimulatedDisk;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.Form;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/// One device, one update and a calm world in which nothing goes wrong but the power, at instants
/// that are chosen, not drawn. Everything else is as in a [Simulation], with all of its invariants.
final class PowerCutWalk {
  /// Longer than any of these updates, with its polls and its pauses.
  private static final Duration END = Duration.ofHours(20);

  private static final int MOST_STEPS = 20_000;

  private static final String NEW_CLIENT = "a-new-secret-of-the-device";
  private static final String NEW_SERVER = "a-new-secret-of-the-server";

  /// Chance only makes nonces and delays here.
  private static final long SEED = 1;

  /// The ways that an update goes, each with another encoding and other credentials.
  enum Way {
    DOWNLOADED,
    BY_DESCRIPTOR,
    IN_TWO_OPERATIONS,
    OVER_DM,
    /// The new firmware never finds itself well, and the old one comes back.
    ROLLED_BACK;

    private Kind kind() {
      return switch (this) {
        case DOWNLOADED -> new Kind(Kind.Flow.COMBINED, Form.Encoding.XML, AuthScheme.MD5, 202);
        case BY_DESCRIPTOR ->
            new Kind(Kind.Flow.COMBINED_BY_DESCRIPTOR, Form.Encoding.WBXML, AuthScheme.BASIC, 200);
        case IN_TWO_OPERATIONS ->
            new Kind(Kind.Flow.SEPARATE, Form.Encoding.WBXML, AuthScheme.HMAC, 202);
        case OVER_DM -> new Kind(Kind.Flow.OVER_DM, Form.Encoding.WBXML, AuthScheme.MD5, 202);
        case ROLLED_BACK -> new Kind(Kind.Flow.COMBINED, Form.Encoding.WBXML, AuthScheme.MD5, 202);
      };
    }

    private Weather weather() {
      return this == ROLLED_BACK ? new Weather(0, 0, 0, 0, 0, 0, 0, 1) : Weather.CALM;
    }

    private DeploymentState end() {
      return this == ROLLED_BACK ? DeploymentState.FAILED : DeploymentState.SUCCEEDED;
    }

    private String version() {
      return this == ROLLED_BACK ? "1.0" : "2.0";
    }

    private int results() {
      return this == IN_TWO_OPERATIONS ? 2 : 1;
    }
  }

  /// A kind of instant, counted from the start or from the cut before.
  enum At {
    CHANGE_ON_DISK,
    /// The device has composed a message and not sent it.
    MESSAGE_UNSENT,
    /// The server has answered, and the device has not heard it.
    ANSWER_UNHEARD
  }

  /// @param number of the instant, from 1
  /// @param loss empty when the agent alone is killed
  record Cut(At at, long number, Optional<Loss> loss) {}

  /// @param broken what did not hold
  /// @param cuts how many of the cuts came to pass
  /// @param distinct the losses that would have differed at the first of them
  record Outcome(
      Optional<String> broken, int cuts, Set<Loss> distinct, Instants instants, String story) {}

  /// How many instants of each kind there were.
  record Instants(long changes, long messages, long answers, long serverSteps) {
    Instants(long changes, long messages, long answers) {
      this(changes, messages, answers, 0);
    }

    long of(At at) {
      return switch (at) {
        case CHANGE_ON_DISK -> changes;
        case MESSAGE_UNSENT -> messages;
        case ANSWER_UNHEARD -> answers;
      };
    }
  }

  private final Way way;
  private final boolean rotates;
  private final World world;
  private final SimulatedServer server;
  private final PlannedPower power;
  private final SimulatedDevice device;

  private PowerCutWalk(Way way, Parts parts, List<Cut> cuts, boolean isTold) {
    this(way, parts, cuts, isTold, false, 0);
  }

  private PowerCutWalk(
      Way way, Parts parts, List<Cut> cuts, boolean isTold, boolean rotates, long serverCrash) {
    this.rotates = rotates;
    var random = new SplittableRandom(SEED);
    Kind kind = way.kind();
    this.way = way;
    this.world = new World(way.weather(), parts, isTold);
    var profiles = new ModelProfiles(List.of(kind.profile()), kind.profileName());
    this.server = new SimulatedServer(world, profiles, random.split());
    server.crashAt(serverCrash);
    this.power = new PlannedPower(cuts);
    this.device = new SimulatedDevice(world, server, "lamp", kind, random.split(), power);
    server.add(device);
    Device enrolled =
        Device.enrolled(
            device.id(),
            kind.profileName(),
            Optional.of(kind.deviceAccount(device.id().value()).hashOnly()),
            Optional.of(kind.serverAccount()),
            world.agenda().now());
    world.store().put(rotates ? enrolled.withRotation(Optional.of(rotation(enrolled))) : enrolled);
    deploy(profiles);
    device.powerOn();
  }

  private static Rotation rotation(Device device) {
    return Rotation.ordered(
        Account.of(device.client().orElseThrow().name(), NEW_CLIENT),
        device.server().map(server -> Account.of(server.name(), NEW_SERVER)));
  }

  private void deploy(ModelProfiles profiles) {
    var order =
        new Deployer.Order(
            device.id(),
            new Deployer.Wanted.Named(Release.ALL.getFirst().firmwarePackage().id()),
            Deployment.Wish.NONE,
            END);
    var deployer =
        new Deployer(world.store(), world.store().packages(), world.watchedStore(), profiles::of);
    Deployer.Outcome outcome = deployer.deploy(order, server.newDeployment(), world.agenda().now());
    if (outcome instanceof Deployer.Outcome.Refused refused)
      throw new IllegalStateException("the order is refused: " + refused);
  }

  /// Walks once, with sound parts, from a device fresh out of the factory to the end of its update.
  static Outcome walk(Way way, List<Cut> cuts, boolean isTold) {
    return walk(way, Parts.SOUND, cuts, isTold);
  }

  static Outcome walk(Way way, Parts parts, List<Cut> cuts, boolean isTold) {
    // The baton passes quickly from one virtual thread to another.
    return CompletableFuture.supplyAsync(
            () -> walked(way, parts, cuts, isTold), Thread::startVirtualThread)
        .join();
  }

  /// The same, with new secrets for the device on the way.
  ///
  /// @param serverCrash at which of the server's steps it crashes; 0: never
  static Outcome rotate(Way way, List<Cut> cuts, long serverCrash, boolean isTold) {
    return CompletableFuture.supplyAsync(
            () -> walked(new PowerCutWalk(way, Parts.SOUND, cuts, isTold, true, serverCrash)),
            Thread::startVirtualThread)
        .join();
  }

  private static Outcome walked(Way way, Parts parts, List<Cut> cuts, boolean isTold) {
    return walked(new PowerCutWalk(way, parts, cuts, isTold));
  }

  private static Outcome walked(PowerCutWalk walk) {
    Optional<String> broken = walk.run();
    walk.device.end();
    walk.server.end();
    var instants = walk.instants();
    return new Outcome(
        broken, walk.device.powerCuts(), walk.power.distinct, instants, walk.world.story().text());
  }

  private Instants instants() {
    return new Instants(device.disk().changes(), power.messages, power.answers, server.steps());
  }

  private Optional<String> run() {
    try {
      int steps = 0;
      while (!isAtRest() && world.agenda().step(END)) {
        if (++steps > MOST_STEPS) return Optional.of("more than " + MOST_STEPS + " steps");
      }
      if (!isAtRest()) return Optional.of("no end: " + device.standing());
      world.watch().checkAcknowledged();
      return ended();
    } catch (Violation violation) {
      return Optional.of(violation.invariant() + ": " + violation.getMessage());
    }
  }

  private boolean isAtRest() {
    return device.isAtRest()
        && world.store().find(device.id()).flatMap(Device::rotation).isEmpty()
        && world.store().deployments().stream().allMatch(d -> d.state().isEnd());
  }

  /// One deployment, its end as it should be, each result there once.
  private Optional<String> ended() {
    Device known = world.store().find(device.id()).orElseThrow();
    String secret = Account.of(known.client().orElseThrow().name(), NEW_CLIENT).secretHash();
    if (rotates && !known.client().orElseThrow().secretHash().equals(secret))
      return Optional.of("the device still has its old secret");
    List<Deployment> all = world.store().deployments();
    if (all.size() != 1) return Optional.of("deployments: " + all);
    Deployment only = all.getFirst();
    if (only.state() != way.end())
      return Optional.of("the deployment is " + only.state().word() + ": " + only.reason());
    Optional<String> version = world.watch().running(device.id());
    if (!version.equals(Optional.of(way.version())))
      return Optional.of("the device runs " + version);
    long results = only.attempts().stream().flatMap(a -> a.result().stream()).count();
    long recorded = world.store().events().stream().filter(e -> e.kind().equals("report")).count();
    if (results != way.results() || recorded != way.results())
      return Optional.of(
          "%d results and %d records of them in %s"
              .formatted(
                  results, recorded, only.attempts().stream().map(Attempt::toString).toList()));
    return Optional.empty();
  }

  /// Cuts the power where the plan says, one cut after the other.
  private static final class PlannedPower implements Power {
    private final Deque<Cut> left;
    private Set<Loss> distinct = Set.of();
    private long changesBefore;
    private long messages;
    private long answers;

    PlannedPower(List<Cut> cuts) {
      left = new ArrayDeque<>(cuts);
    }

    @Override
    public void on(SimulatedDevice device) {
      Cut next = left.peek();
      if (next == null || next.at() != At.CHANGE_ON_DISK) return;
      device.disk().cutAfter(next.number() - (device.disk().changes() - changesBefore));
    }

    @Override
    public void beforeMessage(SimulatedDevice device) {
      messages++;
      cutAt(device, At.MESSAGE_UNSENT, messages);
    }

    @Override
    public void afterMessage(SimulatedDevice device) {
      answers++;
      cutAt(device, At.ANSWER_UNHEARD, answers);
    }

    private void cutAt(SimulatedDevice device, At at, long number) {
      Cut next = left.peek();
      if (next != null && next.at() == at && next.number() == number) {
        device.disk().cutNow();
        throw new PowerLoss();
      }
    }

    @Override
    public String fails(SimulatedDisk disk) {
      Cut cut = left.remove();
      if (distinct.isEmpty()) distinct = disk.distinctLosses();
      if (cut.loss().isPresent()) disk.crash(cut.loss().get());
      else disk.restart();
      changesBefore = disk.changes();
      messages = 0;
      answers = 0;
      return cut.loss()
          .map(loss -> "loses its power, and of its disk: " + loss)
          .orElse("its agent is killed");
    }
  }
}
