package io.fumarole.scenario;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.campaign.exchange.GuessThrottle;
import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.campaign.memory.MemoryContent;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.campaign.memory.MemoryTrace;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.FumoObject.Part;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.play.Packet;
import io.fumarole.scenario.play.Stagehand;
import io.fumarole.scenario.play.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The real exchange over stores in memory, set as a scenario's `given` lines say, with a clock
/// that the scenario moves. What a scenario may ask of it stands in [#act].
final class ServerStage implements Wire, Stagehand {
  static final DeviceId DEVICE = new DeviceId("IMEI:990012340056786");
  static final Account CLIENT = Account.of("nw410-786", "c1ient-Pa55");
  static final Account SERVER = Account.of("fota.example", "s3rver-Pa55");
  private static final DmUri OBJECT = DmUri.of("./FwUpdate/FwPkg1");
  private static final DeploymentId DEPLOYMENT = new DeploymentId("d1");
  private static final PackageId PACKAGE = new PackageId("nw410");
  private static final String OLD = "NW410-2.3.1";
  private static final String NEW = "NW410-2.4.0";

  /// The nonce that the device has from an earlier session, and the one that it gave.
  private static final Octets CLIENT_NONCE = Octets.utf8("stored-nonce-001");

  private static final Octets SERVER_NONCE = Octets.utf8("server-nonce-001");

  /// What a scenario may ask for, with what holds when it does not.
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("client-auth", "none"),
          Map.entry("server-auth", "none"),
          Map.entry("device", "inspected"),
          Map.entry("strangers", "refuse"),
          Map.entry("deployment", "none"),
          Map.entry("operation", "download-and-update"),
          Map.entry("grouping", "sequence"),
          Map.entry("reply-limit", "1048576"),
          Map.entry("package-size", "40000"),
          Map.entry("create-object", "no"),
          Map.entry("root", "known"),
          Map.entry("reading", "gets"),
          Map.entry("nonce-counter", "0"),
          Map.entry("standby-code", "none"));

  /// What a scenario's `given` says, or what holds without it.
  private record Given(Map<String, String> said) {
    String get(String key) {
      return said.getOrDefault(key, DEFAULTS.getOrDefault(key, ""));
    }
  }

  final MemoryStore store = new MemoryStore();
  final MemoryTrace trace = new MemoryTrace();
  private final MemoryContent content = new MemoryContent();
  private final Exchanger exchanger;
  private Instant now = TestServer.START;

  ServerStage(Map<String, String> given) {
    var unknown = new TreeSet<>(given.keySet());
    unknown.removeAll(DEFAULTS.keySet());
    if (!unknown.isEmpty())
      throw new IllegalArgumentException(
          "given " + unknown + " is unknown: there are " + new TreeSet<>(DEFAULTS.keySet()));
    var all = new Given(given);
    exchanger =
        new Exchanger(
            store,
            trace,
            GuessThrottle.NONE,
            TestServer.circumstances(
                profile(all),
                new PinnedNonces(List.of(CLIENT_NONCE), Optional.empty()),
                content,
                UnknownDevices.valueOf(all.get("strangers").toUpperCase(Locale.ROOT))),
            Limits.DEFAULT);
    furnish(all);
  }

  private static ModelProfile profile(Given given) {
    boolean add = given.get("create-object").equals("yes");
    Map<Integer, Dialect.CodeMeaning> codes =
        given.get("standby-code").equals("none")
            ? Map.of()
            : Map.of(Integer.parseInt(given.get("standby-code")), Dialect.CodeMeaning.STANDBY);
    var dialect =
        new Dialect(
            given.get("root").equals("known") ? Optional.of(OBJECT) : Optional.empty(),
            Task.Grouping.valueOf(given.get("grouping").toUpperCase(Locale.ROOT)),
            add,
            DmUri.of("./DevDetail/FwV"),
            false,
            codes,
            Dialect.Reading.valueOf(given.get("reading").toUpperCase(Locale.ROOT)));
    List<Delivery> deliveries =
        given.get("deployment").equals("none")
            ? List.of(Delivery.DIRECT)
            : List.of(given.get("deployment").split("\\+")).stream()
                .map(name -> Delivery.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    List<Operation> operations =
        List.of(given.get("operation").split("\\+")).stream()
            .map(name -> Operation.valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT)))
            .toList();
    return new ModelProfile(
        "test",
        "for scenarios",
        List.of(),
        dialect,
        scheme(given.get("client-auth")),
        scheme(given.get("server-auth")),
        Long.parseLong(given.get("reply-limit")),
        true,
        deliveries,
        operations,
        1 << 20,
        false);
  }

  private static AuthScheme scheme(String name) {
    return AuthScheme.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private void furnish(Given given) {
    if (!given.get("device").equals("absent")) {
      Device device =
          Device.enrolled(
                  DEVICE, "test", Optional.of(CLIENT), Optional.of(SERVER), TestServer.START)
              .withInventory(Map.of("Mod", "NW-410", Device.VERSION, OLD))
              .withNonces(SERVER_NONCE, Long.parseLong(given.get("nonce-counter")));
      var object =
          new FumoObject(
              OBJECT,
              EnumSet.of(Part.DOWNLOAD, Part.UPDATE, Part.PKG_DATA, Part.DOWNLOAD_AND_UPDATE),
              Optional.of(10),
              Map.of(Operation.DOWNLOAD, "", Operation.DOWNLOAD_AND_UPDATE, ""));
      store.put(given.get("device").equals("inspected") ? device.withObject(object) : device);
    }
    if (given.get("deployment").equals("none")) return;
    Task.Blob blob = content.put("content", new byte[Integer.parseInt(given.get("package-size"))]);
    store
        .put(
            Deployment.scheduled(
                DEPLOYMENT,
                DEVICE,
                PACKAGE,
                NEW,
                Deployment.Wish.NONE,
                TestServer.START,
                TestServer.START.plus(Duration.ofDays(7))))
        .put(
            new FirmwarePackage(
                PACKAGE,
                "nw410-2.4.0",
                "Northwind Devices",
                "NW-410",
                Optional.empty(),
                NEW,
                blob.id(),
                blob.size(),
                FirmwarePackage.OCTET_STREAM,
                true,
                false,
                TestServer.START));
  }

  @Override
  public Packet exchange(Packet request) {
    Exchanger.Answer answer =
        exchanger.answer(
            new Exchanger.Request(
                request.body(), request.contentType(), request.hmac(), "192.0.2.7"),
            now);
    return Packet.answer(answer.httpStatus(), answer.contentType(), answer.body(), answer.hmac());
  }

  /// `pass PT25H`; `deployment STATE`, `reason WORDS`, `history WORDS`, `attempts N`, `excluded
  /// DELIVERY` and `version V` hold the server to what it has stored; `told WORDS` to what it tells
  /// the operator of the last message; `told nothing`.
  @Override
  public void act(List<String> words) {
    String value = String.join(" ", words.subList(1, words.size()));
    switch (words.getFirst()) {
      case "pass" -> now = now.plus(Duration.parse(value));
      case "deployment" ->
          same("deployment", value, deployment().state().name().toLowerCase(Locale.ROOT));
      case "reason" -> holds("reason", value, deployment().reason());
      case "history" -> holds("history", value, history());
      case "attempts" -> same("attempts", value, Integer.toString(deployment().attempts().size()));
      case "excluded" ->
          same("excluded", value, deployment().excluded().toString().toLowerCase(Locale.ROOT));
      case "version" -> same("version", value, device().version().orElse("none"));
      case "inventory" ->
          same(
              "inventory",
              value,
              device().get(words.get(1)).map(v -> words.get(1) + " " + v).orElse("none"));
      case "told" -> told(value);
      default -> throw new AssertionError("the stage cannot do " + words);
    }
  }

  private void told(String words) {
    String note =
        trace.entries().stream()
            .filter(TraceStore.Entry::fromDevice)
            .reduce((_, later) -> later)
            .flatMap(TraceStore.Entry::note)
            .orElse("nothing");
    holds("what the operator is told", words, note);
  }

  private String history() {
    return store.events().stream().map(Event::text).collect(Collectors.joining("\n"));
  }

  private Deployment deployment() {
    return store.deployment(DEPLOYMENT).orElseThrow();
  }

  private Device device() {
    return store.device(DEVICE).orElseThrow();
  }

  private static void same(String what, String expected, String actual) {
    if (!expected.equals(actual))
      throw new AssertionError(what + ": expected " + expected + ", but it is " + actual);
  }

  private static void holds(String what, String expected, String actual) {
    if (!actual.contains(expected))
      throw new AssertionError(what + ": expected '" + expected + "' in '" + actual + "'");
  }
}
