package io.fumarole.lab.conform;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.notification.Initiator;
import io.fumarole.protocol.dm.notification.Notification;
import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.dm.notification.UiMode;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Coding;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.http.HttpListener;
import io.fumarole.scenario.play.HttpAnswer;
import io.fumarole.scenario.play.HttpCall;
import io.fumarole.scenario.play.Login;
import io.fumarole.scenario.play.Packet;
import io.fumarole.scenario.play.Player;
import io.fumarole.scenario.play.Wire;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Judges a device: plays a server to it over HTTP, one case after the other.
public final class DeviceBench implements AutoCloseable {
  /// A notification that leads to nothing says nothing of the device's life; two cases do.
  private static final int MOST_SILENT = 2;

  private static final String NOT_PLAYED = "not played: ";

  /// Ids below ten read the same in hexadecimal and decimal, and devices use both.
  private static final int NOTIFICATIONS = 9;

  /// What makes the device do something, after which it is through.
  private static final Set<String> BEGINS =
      Set.of("session", "user-request", "device-request", "restart");

  private final Settings settings;
  private final Hands hands;
  private final HttpListener http;
  private final String address;
  private final Map<String, String> found = new HashMap<>();
  private volatile Optional<Play> current = Optional.empty();
  private int notifications;

  /// Cases in a row in which the device never said a word.
  private int silentCases;

  private DeviceBench(
      Settings settings, Hands hands, InetSocketAddress at, Optional<String> publicAddress)
      throws IOException {
    this.settings = settings;
    this.hands = hands;
    this.http = HttpListener.open(at, new Router());
    this.address =
        publicAddress.orElseGet(() -> "http://" + at.getHostString() + ":" + http.port());
    found.putAll(settings.variables());
    found.put("base", address);
    found.put("files", address + HttpListener.FILES.substring(0, HttpListener.FILES.length() - 1));
  }

  /// @param at where to listen; port 0 takes a free one
  /// @param publicAddress how the device reaches that, where it is another address
  public static DeviceBench open(
      Settings settings, Hands hands, InetSocketAddress at, Optional<String> publicAddress)
      throws IOException {
    return new DeviceBench(settings, hands, at, publicAddress);
  }

  /// What the device must be given as the address of its server.
  public String url() {
    return address + "/dm";
  }

  /// Plays the cases, after a look at what the device has.
  ///
  /// @param told hears each result when it is there
  public Report run(List<Case> cases, Consumer<Result> told)
      throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    String end = "";
    Play inspection = play(Kit.inspection());
    Result seen = inspection.result(Kit.inspection(), 0);
    if (seen.verdict() != Verdict.PASS) end = "the device could not be looked at: " + seen.why();
    found.putAll(inspection.variables());
    for (Case each : cases) {
      Result result =
          end.isEmpty()
              ? judge(each)
              : Result.unplayed(each, Verdict.INCONCLUSIVE, NOT_PLAYED + end);
      if (end.isEmpty() && silentCases == MOST_SILENT)
        end = "the device stopped answering before the end of case " + each.id();
      results.add(result);
      told.accept(result);
    }
    return new Report("device", about(), end, results);
  }

  /// What people want to know of the device that was judged.
  private Map<String, String> about() {
    Map<String, String> about = new TreeMap<>();
    for (String name : List.of("device-id", "manufacturer", "model", "firmware"))
      about.put(name, found.getOrDefault(name, ""));
    return about;
  }

  private Result judge(Case each) throws IOException, InterruptedException {
    for (Need need : each.needs()) {
      if (!need.isMet(found)) return Result.unplayed(each, Verdict.NOT_APPLICABLE, need.words());
    }
    for (Need want : each.wants()) {
      if (!want.isMet(found)) return Result.unplayed(each, Verdict.INCONCLUSIVE, want.words());
    }
    long before = System.nanoTime();
    Play play = play(each);
    silentCases = play.wasSilent() ? silentCases + 1 : 0;
    return play.result(each, (System.nanoTime() - before) / 1_000_000);
  }

  private Play play(Case each) throws IOException, InterruptedException {
    Scenario scenario = each.scenario().with(variables(each)).withAccounts(settings.accounts(true));
    var player = new Player(scenario, Coding.XML, Optional.of(login(each)), settings.content());
    var shelf = new Shelf(each.files(), settings.content(), found.get("files") + "/");
    var play = new Play(player, shelf, this::act);
    current = Optional.of(play);
    play.begin();
    play.await(settings.patience());
    current = Optional.empty();
    String nonce = play.variables().get("nonce");
    if (nonce != null) found.put("nonce", nonce);
    return play;
  }

  /// What a case does by hand, the kit leaves alone.
  private Login login(Case each) {
    Login all = settings.login();
    return switch (each.byHand()) {
      case NOBODY -> all;
      case DEVICE -> new Login(AuthScheme.NONE, Optional.empty(), all.ownScheme(), all.own());
      case SERVER -> new Login(all.peerScheme(), all.peer(), AuthScheme.NONE, Optional.empty());
    };
  }

  /// A case's own variables stand before what the kit knows.
  private Map<String, String> variables(Case each) {
    Map<String, String> all = new HashMap<>(found);
    all.putAll(each.scenario().variables());
    return all;
  }

  private Optional<String> act(Play play, List<String> words)
      throws IOException, InterruptedException {
    String word = words.getFirst();
    String sentence = words.getLast();
    if (word.startsWith("notify")) return announce(play, word, sentence);
    if (BEGINS.contains(word)) play.begun();
    return hands.act(word, sentence, play::through)
        ? Optional.empty()
        : Optional.of("nobody is there to do this: " + sentence);
  }

  /// `notify` announces a session, `notify-forged` with a digest that another secret made.
  private Optional<String> announce(Play play, String word, String sentence)
      throws IOException, InterruptedException {
    if (settings.notified().isEmpty()) return Optional.of("no notification can be sent");
    int session = 1 + notifications++ % NOTIFICATIONS;
    play.set("notified", Integer.toString(session));
    Account server = settings.login().own().orElse(Account.of(settings.serverId(), ""));
    if (word.equals("notify-forged")) server = Account.of(server.name(), "forged");
    Octets nonce =
        Optional.ofNullable(found.get("nonce"))
            .map(base64 -> Credentials.nonce(Octets.utf8(base64)))
            .orElse(Package0.DEFAULT_NONCE);
    Octets package0 =
        Notification.of(UiMode.NOT_SPECIFIED, Initiator.SERVER, session, settings.serverId())
            .sign(server, nonce)
            .octets();
    play.note(Evidence.notification(package0));
    play.begun();
    hands.act(word, sentence, play::through);
    try (var socket = new DatagramSocket()) {
      byte[] octets = package0.toByteArray();
      socket.send(new DatagramPacket(octets, octets.length, settings.notified().get()));
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    http.close();
  }

  /// Between two cases nobody is served.
  private final class Router implements Wire {
    @Override
    public Packet exchange(Packet request) throws IOException, InterruptedException {
      Optional<Play> play = current;
      if (play.isPresent()) return play.get().exchange(request);
      return Packet.answer(500, "text/plain", Octets.utf8("no case is played\n"), Optional.empty());
    }

    @Override
    public HttpAnswer fetch(HttpCall call) {
      return current
          .map(play -> play.fetch(call))
          .orElseGet(() -> new HttpAnswer(404, List.of(), Octets.EMPTY));
    }
  }
}
