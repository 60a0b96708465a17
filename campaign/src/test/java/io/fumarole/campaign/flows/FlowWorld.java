package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.campaign.exchange.GuessThrottle;
import io.fumarole.campaign.exchange.SessionTokens;
import io.fumarole.campaign.exchange.ShownCertificate;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.memory.MemoryContent;
import io.fumarole.campaign.memory.MemoryInventory;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.campaign.memory.MemoryTrace;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.node.OrderRequest;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.campaign.plan.Control;
import io.fumarole.campaign.plan.Window;
import io.fumarole.campaign.testing.PlainLinks;
import io.fumarole.campaign.testing.TestPlans;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.session.ClientNonces;
import io.fumarole.protocol.dm.session.Nonces;
import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/// A server and one device, both of the real parts, in one process: no port, no file, no clock.
final class FlowWorld {
  static final DeviceId DEVICE = new DeviceId(PureDevice.ID);
  static final DeploymentId DEPLOYMENT = new DeploymentId("d1");
  static final CampaignId CAMPAIGN = new CampaignId("c1");
  static final PackageId PACKAGE = new PackageId("nw410-2.4.0");
  static final String NEW = "NW410-2.4.0";

  /// Small, so that the device has to split what it says too.
  static final long SERVER_MAX_MSG_SIZE = 4_096;

  /// The nonces that both sides have from an earlier session.
  private static final ClientNonces GIVEN =
      new ClientNonces(
          new KeyedNonces().forSession(PureDevice.ID, 0), Octets.utf8("device-nonce-000"));

  private static final String URL = PlainLinks.EXAMPLE.base();

  final MemoryStore store = new MemoryStore();
  private final MemoryInventory inventory = new MemoryInventory(store);
  final MemoryTrace trace = new MemoryTrace();
  final MemoryContent content = new MemoryContent();
  final DownloadSite site = new DownloadSite();
  final PureDevice device;
  final Octets image;
  private final Variant variant;
  private ModelProfile profile;
  private final SessionTokens tokens;
  private Exchanger exchanger;
  private final List<Exchanger.Request> requests = new ArrayList<>();
  private Instant now = TestServer.START;
  private Optional<ShownCertificate> shown = Optional.empty();
  private int lastLoads;
  private int lastCommits;

  /// A server that knows the device's account and nothing else of it; both sides have nonces from
  /// earlier.
  FlowWorld(Variant variant, DeviceModel model, ModelProfile profile, int packageSize) {
    this(variant, model, profile, packageSize, GIVEN);
  }

  /// @param held the nonces that the device has kept; the server holds those of [#GIVEN]
  FlowWorld(
      Variant variant,
      DeviceModel model,
      ModelProfile profile,
      int packageSize,
      ClientNonces held) {
    this(variant, model, profile, packageSize, held, SessionTokens.NONE);
  }

  /// A server whose sessions have addresses of their own.
  static FlowWorld withRespUri(Variant variant, DeviceModel model, ModelProfile profile, int size) {
    return new FlowWorld(variant, model, profile, size, GIVEN, key -> Optional.of("t0ken-" + key));
  }

  private FlowWorld(
      Variant variant,
      DeviceModel model,
      ModelProfile profile,
      int packageSize,
      ClientNonces held,
      SessionTokens tokens) {
    this.variant = variant;
    this.profile = profile;
    this.tokens = tokens;
    this.exchanger = exchanger();
    this.image = FirmwareImage.of(NEW, packageSize);
    boolean shows = variant.scheme() != AuthScheme.NONE;
    this.device = new PureDevice(variant, model, held, site, this::pass);
    store.put(
        Device.enrolled(
                DEVICE,
                profile.name(),
                shows ? Optional.of(PureDevice.CLIENT.hashOnly()) : Optional.empty(),
                shows ? Optional.of(serverAccount(variant)) : Optional.empty(),
                now)
            .withNonces(GIVEN.server(), 0));
    store.put(firmware(false));
    content.put("sha256-of-the-image", image.toByteArray());
    publish(image);
  }

  private Exchanger exchanger() {
    Nonces nonces = new KeyedNonces();
    Circumstances plain =
        TestServer.circumstances(profile, nonces, content, Circumstances.UnknownDevices.REFUSE);
    var settings =
        new Circumstances.Settings(
            TestServer.URI,
            TestServer.ID,
            SERVER_MAX_MSG_SIZE,
            1 << 20,
            Circumstances.UnknownDevices.REFUSE,
            0,
            Duration.ofDays(7),
            now);
    return new Exchanger(
        store,
        trace,
        GuessThrottle.NONE,
        new Circumstances(
            settings,
            new Current(),
            nonces,
            tokens,
            plain.links(),
            content,
            plain.newDeploymentId(),
            plain.newSessionKey()),
        Limits.DEFAULT);
  }

  /// The profile as it is now.
  private final class Current implements Circumstances.Profiles {
    @Override
    public ModelProfile of(Device any) {
      return profile;
    }

    @Override
    public ModelProfile forModel(Optional<String> model) {
      return profile;
    }
  }

  /// Somebody has changed the profile.
  void become(ModelProfile changed) {
    profile = changed;
  }

  /// The server ends and begins again: only what is in the store is left.
  FlowWorld restart() {
    store.crash();
    exchanger = exchanger();
    return this;
  }

  private static Account serverAccount(Variant variant) {
    return variant.scheme() == AuthScheme.BASIC ? PureDevice.SERVER : PureDevice.SERVER.hashOnly();
  }

  /// Puts an image where the links of the deployments lead.
  void publish(Octets published) {
    for (DeploymentId deployment : List.of(DEPLOYMENT, new DeploymentId("asked1"))) {
      String address = URL + deployment + "/" + PACKAGE;
      site.describe(address + ".dd", address + ".bin", published);
    }
  }

  private FirmwarePackage firmware(boolean isOffered) {
    return new FirmwarePackage(
        PACKAGE,
        "NW-410 " + NEW,
        "Northwind",
        PureDevice.MODEL,
        Optional.empty(),
        NEW,
        "sha256-of-the-image",
        image.length(),
        FirmwarePackage.OCTET_STREAM,
        false,
        isOffered,
        now);
  }

  /// The server has inspected the device before.
  FlowWorld knows(DeviceModel model) {
    Map<Operation, String> urls = new EnumMap<>(Operation.class);
    urls.put(Operation.DOWNLOAD, "");
    urls.put(Operation.DOWNLOAD_AND_UPDATE, "");
    var object = new FumoObject(DeviceModel.OBJECT, model.parts(), Optional.of(10), urls);
    Device known = device();
    store.put(
        known
            .withInventory(
                Map.of(
                    "Man",
                    "Northwind",
                    "Mod",
                    PureDevice.MODEL,
                    "DmV",
                    "1.2",
                    "Lang",
                    "en",
                    "FwV",
                    DeviceModel.OLD,
                    "LrgObj",
                    model.lrgObj().orElse(true).toString(),
                    Device.VERSION,
                    DeviceModel.OLD))
            .withObject(object));
    return this;
  }

  /// Devices that ask get the package without an operator's doing.
  FlowWorld offers() {
    store.put(firmware(true));
    return this;
  }

  FlowWorld schedule(Deployment.Wish wish) {
    store.put(
        Deployment.scheduled(
            DEPLOYMENT, DEVICE, PACKAGE, NEW, wish, now, now.plus(Duration.ofDays(7))));
    return this;
  }

  /// The same as part of a campaign that runs, with windows in UTC.
  FlowWorld scheduleInCampaign(Window... windows) {
    CampaignPlan plan = TestPlans.all(new CampaignPlan.Release(PureDevice.MODEL, NEW), windows);
    store
        .campaigns()
        .add(Campaign.draft(CAMPAIGN, plan, now).to(CampaignState.RUNNING, "started", now));
    schedule(Deployment.Wish.NONE);
    store.put(deployment().ofCampaign(new Goal.Part(CAMPAIGN, 0), Goal.Leg.ONLY, now));
    return this;
  }

  /// The same with a precondition and a treatment of the campaign's own.
  FlowWorld scheduleInCampaign(Deployment.Wish wish, UnaryOperator<CampaignPlan> change) {
    CampaignPlan plan = TestPlans.all(new CampaignPlan.Release(PureDevice.MODEL, NEW));
    Campaign draft = Campaign.draft(CAMPAIGN, change.apply(plan), now);
    store.campaigns().add(draft.to(CampaignState.RUNNING, "started", now));
    schedule(wish);
    store.put(deployment().ofCampaign(new Goal.Part(CAMPAIGN, 0), Goal.Leg.ONLY, now));
    return this;
  }

  /// What an operator writes on the device.
  void label(String name, String value) {
    Labels was = inventory.find(DEVICE).orElseThrow().labels();
    assertThat(inventory.relabel(DEVICE, was, Labels.of(Map.of(name, value)))).isTrue();
  }

  /// The same as the first of two steps, ordered for a device that ran `from`.
  FlowWorld scheduleStep(String from) {
    scheduleInCampaign();
    var part = deployment().part().orElseThrow();
    store.put(deployment().from(Optional.of(from)).ofCampaign(part, new Goal.Leg(1, 1), now));
    return this;
  }

  /// An operator's word to the campaign.
  void control(BiFunction<Campaign, Instant, Control.Outcome> change) {
    Campaign was = store.campaigns().find(CAMPAIGN).orElseThrow();
    var done = (Control.Outcome.Done) change.apply(was, now);
    assertThat(store.campaigns().update(done.next())).isTrue();
  }

  /// A session during which something happens, before the device sends its message of this number.
  Transcript session(int message, Runnable happens) {
    var sent = new AtomicInteger();
    return device.session(
        PureDevice.Start.POLL,
        (sending, transcript) -> {
          if (sent.incrementAndGet() == message) happens.run();
          return exchange(sending, transcript);
        });
  }

  Transcript session(PureDevice.Start start) {
    return device.session(start, this::exchange);
  }

  Transcript session() {
    return session(PureDevice.Start.POLL);
  }

  Transcript session(PureDevice.Break at) {
    return device.session(PureDevice.Start.POLL, this::exchange, at);
  }

  Line.Heard exchange(Sending sending, Transcript transcript) {
    Form.Encoding encoding = variant.form().encoding();
    Message said = message(sending.body(), encoding);
    Exchanger.Answer answer = answer(sending);
    int loads = lastLoads;
    int commits = lastCommits;
    if (variant.repeats()) {
      Exchanger.Answer again = answer(sending);
      boolean mayBeNew = commits > 0 && Repeats.mayBeNew(said, message(answer.body(), encoding));
      if (!mayBeNew) {
        assertThat(again).as(again.body().utf8()).isEqualTo(answer);
        assertThat(lastCommits).as("commits for a repeated message").isZero();
      }
      answer = again;
    }
    transcript.add(
        new Transcript.Turn(
            said,
            sending.body().length(),
            message(answer.body(), encoding),
            answer.body().length(),
            loads,
            commits));
    pass(Duration.ofSeconds(1));
    return new Line.Heard(answer.body(), answer.hmac());
  }

  Exchanger.Answer answer(Sending sending) {
    boolean isXml = variant.form().encoding() == Form.Encoding.XML;
    String type = "application/vnd.syncml.dm+" + (isXml ? "xml" : "wbxml");
    var request =
        new Exchanger.Request(
            sending.body(), type, sending.hmac(), "192.0.2.7", token(sending.target()), shown);
    requests.add(request);
    int loads = store.loads();
    int commits = store.commits();
    Exchanger.Answer answer = exchanger.answer(request, now);
    lastLoads = store.loads() - loads;
    lastCommits = store.commits() - commits;
    assertThat(answer.httpStatus()).as(answer.body().utf8()).isEqualTo(200);
    return answer;
  }

  /// From now on the device connects like this.
  FlowWorld shows(Optional<ShownCertificate> certificate) {
    shown = certificate;
    return this;
  }

  /// The same messages from somebody who connects like this.
  Exchanger.Answer inject(Exchanger.Request request, Optional<ShownCertificate> certificate) {
    return inject(
        new Exchanger.Request(
            request.body(),
            request.contentType(),
            request.hmac(),
            "192.0.2.66",
            request.token(),
            certificate));
  }

  private static Optional<String> token(String target) {
    int at = target.indexOf("?s=");
    return at < 0 ? Optional.empty() : Optional.of(target.substring(at + "?s=".length()));
  }

  /// A request as somebody else sends it, who has heard or guessed it.
  Exchanger.Answer inject(Exchanger.Request request) {
    return exchanger.answer(request, now);
  }

  Form form() {
    return variant.form();
  }

  /// All that the device has sent so far.
  List<Exchanger.Request> requests() {
    return List.copyOf(requests);
  }

  /// What octets say; written again and read again it must be the same.
  static Message message(Octets octets, Form.Encoding encoding) {
    try {
      Codec.Decoded decoded = Codec.decode(octets, encoding, Limits.DEFAULT);
      Octets again = Codec.encode(decoded.message(), decoded.form());
      assertThat(Codec.decode(again, encoding, Limits.DEFAULT)).isEqualTo(decoded);
      return decoded.message();
    } catch (MalformedMessageException e) {
      throw new AssertionError("a message of ours cannot be read", e);
    }
  }

  /// Queues an order for a day.
  void ask(OrderRequest request) {
    assertThat(store.nodeOrders().add(DEVICE, request, now, now.plus(Duration.ofDays(1))))
        .isPresent();
  }

  NodeOrder order(long number) {
    return store.nodeOrders().find(DEVICE, number).orElseThrow();
  }

  void stand(Device.Standing standing) {
    store.put(device().withStanding(standing));
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Device device() {
    return store.device(DEVICE).orElseThrow();
  }

  /// The one deployment there is, whoever made it.
  Deployment deployment() {
    List<Deployment> all = store.deployments();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  void isIn(DeploymentState state, String words) {
    assertThat(deployment().state()).as(deployment().reason()).isEqualTo(state);
    assertThat(deployment().reason()).contains(words);
  }

  /// What was said, where no lost answer changes it.
  void said(Transcript transcript, String text) {
    if (!variant.repeats()) assertThat(transcript.text()).isEqualTo(text);
  }

  /// The attempts that the device took up: one whose Exec got lost did not run.
  List<Attempt> attempts() {
    return deployment().attempts().stream()
        .filter(
            a ->
                switch (a.step()) {
                  case REFUSED, UNABLE, NOT_STARTED, LOST, ROLLED_BACK -> false;
                  case PREPARED, IN_DOUBT, ACCEPTED, REPORTED -> true;
                })
        .toList();
  }

  /// How many events of a kind were recorded.
  long events(String kind) {
    return store.events().stream().filter(e -> e.kind().equals(kind)).count();
  }
}
