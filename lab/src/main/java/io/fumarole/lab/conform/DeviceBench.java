package io.fumarole.lab.conform;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.notification.Initiator;
import io.fumarole.protocol.dm.notification.Notification;
import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.dm.notification.UiMode;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Meta;
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
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Judges a device: plays a server to it, one case after the other. It listens itself, or answers
/// what somebody else hears.
public final class DeviceBench implements AutoCloseable {
  /// A notification that leads to nothing says nothing of the device's life; two cases do.
  private static final int MOST_SILENT = 2;

  /// The last that the device gave, in base64.
  private static final String NONCE = "nonce";

  /// The last that it gave when it accepted the server. Devices keep this one when the server
  /// failed since.
  private static final String NONCE_KEPT = "nonce-kept";

  private static final String NOT_PLAYED = "not played: ";

  /// Ids below ten read the same in hexadecimal and decimal, and devices use both.
  private static final int NOTIFICATIONS = 9;

  /// Of the key that our nonces are made with.
  private static final int KEY_OCTETS = 16;

  /// What makes the device do something, after which it is through.
  private static final Set<String> BEGINS =
      Set.of("session", "user-request", "device-request", "restart");

  private final Settings settings;
  private final Hands hands;
  private final Optional<HttpListener> http;
  private final String address;
  private final Map<String, String> found = new ConcurrentHashMap<>();
  private volatile Optional<Play> current = Optional.empty();

  /// The one that has heard the device last.
  private volatile Optional<Play> lately = Optional.empty();

  private final AtomicReference<Optional<String>> stopped = new AtomicReference<>(Optional.empty());
  private final AtomicInteger notifications = new AtomicInteger();

  /// Cases in a row in which the device never said a word.
  private int silentCases;

  private DeviceBench(
      Settings settings, Hands hands, InetSocketAddress at, Optional<String> publicAddress)
      throws IOException {
    this.settings = settings;
    this.hands = hands;
    HttpListener listener = HttpListener.open(at, new Listening());
    this.http = Optional.of(listener);
    this.address =
        publicAddress.orElseGet(() -> "http://" + at.getHostString() + ":" + listener.port());
    learn(address + HttpListener.FILES.substring(0, HttpListener.FILES.length() - 1));
  }

  private DeviceBench(Settings settings, Hands hands, String address, String files) {
    this.settings = settings;
    this.hands = hands;
    this.http = Optional.empty();
    this.address = address;
    learn(files);
  }

  private void learn(String files) {
    found.putAll(settings.variables());
    found.put("base", address);
    found.put("files", files);
  }

  /// @param at where to listen; port 0 takes a free one
  /// @param publicAddress how the device reaches that, where it is another address
  public static DeviceBench open(
      Settings settings, Hands hands, InetSocketAddress at, Optional<String> publicAddress)
      throws IOException {
    return new DeviceBench(settings, hands, at, publicAddress);
  }

  /// One that somebody else listens for, who gives what is heard to [#exchange] and [#fetch].
  ///
  /// @param address of whoever listens, without a path
  /// @param files the address below which the device fetches and posts, without a slash at the end
  public static DeviceBench behind(Settings settings, Hands hands, String address, String files) {
    return new DeviceBench(settings, hands, address, files);
  }

  /// The answer to a message.
  ///
  /// @param isGuess whether the message guessed at the device's secret
  public record Answered(Packet packet, boolean isGuess) {}

  /// Answers the device. Between two cases nobody is served.
  public Answered exchange(Packet request) throws IOException, InterruptedException {
    Optional<Play> play = current;
    if (play.isPresent()) return play.get().exchange(request);
    late(request);
    return new Answered(
        Packet.answer(500, "text/plain", Octets.utf8("no case is played\n"), Optional.empty()),
        false);
  }

  /// Answers what the device asks over plain HTTP.
  public HttpAnswer fetch(HttpCall call) {
    return current
        .map(play -> play.fetch(call))
        .orElseGet(() -> new HttpAnswer(404, List.of(), Octets.EMPTY));
  }

  /// Whoever listens has refused a message in the device's name before it could be heard here.
  ///
  /// @param words the HTTP status and why
  public void refused(String words) {
    current.ifPresent(play -> play.refused(words));
  }

  /// What the device must be given as the address of its server.
  public String url() {
    return address + "/dm";
  }

  /// Plays the cases, after a look at what the device has.
  ///
  /// @param told hears each result when it is there
  public Report run(List<Case> cases, Listener told) throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    String end = "";
    told.begins(Kit.inspection());
    Play inspection = play(Kit.inspection());
    Result seen = inspection.result(Kit.inspection(), 0);
    if (seen.verdict() != Verdict.PASS) end = "the device could not be looked at: " + seen.why();
    found.putAll(inspection.variables());
    for (Case each : cases) {
      end = stopped().orElse(end);
      if (end.isEmpty()) told.begins(each);
      Result result =
          end.isEmpty()
              ? judge(each)
              : Result.unplayed(each, Verdict.INCONCLUSIVE, NOT_PLAYED + end);
      if (end.isEmpty() && silentCases == MOST_SILENT)
        end = "the device stopped answering before the end of case " + each.id();
      results.add(result);
      told.judged(result);
    }
    end = stopped().orElse(end);
    return new Report("device", about(), end, results);
  }

  /// Ends the run: what was not judged until now is inconclusive. The first reason stands.
  ///
  /// @param why in words
  public void stop(String why) {
    // Without a lock: a case that rings holds its own.
    stopped.updateAndGet(before -> before.or(() -> Optional.of(why)));
    current.ifPresent(play -> play.stop(why));
  }

  private Optional<String> stopped() {
    return Objects.requireNonNull(stopped.get());
  }

  /// Asks the device by a notification to open a session, whatever the case is about.
  ///
  /// @return false when it cannot be notified
  public boolean notifyDevice() throws IOException {
    if (settings.bell().isEmpty()) return false;
    int session = nextSession();
    Set<Octets> nonces = new LinkedHashSet<>();
    nonces.add(nonce(NONCE));
    nonces.add(nonce(NONCE_KEPT));
    // A device takes the one that fits; the other is wrong to it, or a repeat.
    for (Octets nonce : nonces) {
      Octets package0 = package0(session, ownAccount(), nonce);
      current.ifPresent(play -> play.note(Evidence.notification(package0)));
      settings.bell().get().ring(package0);
    }
    return true;
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
    var play = new Play(player, shelf, new Around());
    current = Optional.of(play);
    stopped().ifPresent(play::stop);
    play.begin();
    play.await(settings.patience());
    current = Optional.empty();
    return play;
  }

  /// What a case does by hand, the kit leaves alone.
  private Login login(Case each) {
    Login all = settings.login();
    return switch (each.byHand()) {
      case NOBODY -> all;
      case DEVICE -> all.withoutAsking();
      case SERVER -> new Login(all.peerScheme(), all.peer(), AuthScheme.NONE, Optional.empty());
    };
  }

  /// A case's own variables stand before what the kit knows.
  private Map<String, String> variables(Case each) {
    Map<String, String> all = new HashMap<>(found);
    all.put(Login.NONCES, key());
    all.putAll(each.scenario().variables());
    return all;
  }

  /// Another for each case, so that what a device answers in one proves nothing in the next.
  private static String key() {
    byte[] unknown = new byte[KEY_OCTETS];
    new SecureRandom().nextBytes(unknown);
    return Base64.getUrlEncoder().encodeToString(unknown);
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
    if (settings.bell().isEmpty()) return Optional.of("no notification can be sent");
    int session = nextSession();
    play.set("notified", Integer.toString(session));
    Account server = ownAccount();
    if (word.equals("notify-forged")) server = Account.of(server.name(), "forged");
    Octets package0 = package0(session, server, nonce(NONCE));
    play.note(Evidence.notification(package0));
    play.begun();
    hands.act(word, sentence, play::through);
    settings.bell().get().ring(package0);
    return Optional.empty();
  }

  private int nextSession() {
    return 1 + notifications.getAndIncrement() % NOTIFICATIONS;
  }

  private Account ownAccount() {
    return settings.login().own().orElse(Account.of(settings.serverId(), ""));
  }

  private Octets nonce(String name) {
    return Optional.ofNullable(found.get(name))
        .or(() -> Optional.ofNullable(found.get(NONCE)))
        .map(base64 -> Credentials.nonce(Octets.utf8(base64)))
        .orElse(Package0.DEFAULT_NONCE);
  }

  private Octets package0(int session, Account server, Octets nonce) {
    return Notification.of(UiMode.NOT_SPECIFIED, Initiator.SERVER, session, settings.serverId())
        .sign(server, nonce)
        .octets();
  }

  @Override
  public void close() {
    http.ifPresent(HttpListener::close);
  }

  /// Hears how a run goes on.
  public interface Listener {
    /// A case is about to be looked at.
    default void begins(Case next) {}

    void judged(Result result);
  }

  /// What a case wants of us.
  private final class Around implements Play.Stage {
    @Override
    public Optional<String> act(Play play, List<String> words)
        throws IOException, InterruptedException {
      return DeviceBench.this.act(play, words);
    }

    @Override
    public void heard(Play play, Octets body, boolean isDevices) {
      lately = Optional.of(play);
      if (isDevices) learnNonce(body);
    }

    @Override
    public void late(Packet request) {
      DeviceBench.this.late(request);
    }
  }

  /// What comes after the end of a case may give a nonce, too.
  private void late(Packet request) {
    if (lately.filter(play -> play.recognizes(request)).isPresent()) learnNonce(request.body());
  }

  /// The device says which nonce is next in whichever message it likes.
  private void learnNonce(Octets body) {
    Optional<Form.Encoding> encoding = Codec.sniff(body);
    if (encoding.isEmpty()) return;
    try {
      for (Command command :
          Codec.decode(body, encoding.get(), Limits.DEFAULT).message().commands())
        if (command instanceof Command.Status status && status.answersHeader())
          status
              .chal()
              .flatMap(Meta::nextNonce)
              .ifPresent(base64 -> learn(base64.utf8().strip(), status.statusCode().isChallenge()));
    } catch (MalformedMessageException itself) {
      // The case says what is wrong with it.
    }
  }

  private void learn(String nonce, boolean isChallenge) {
    found.put(NONCE, nonce);
    if (!isChallenge) found.put(NONCE_KEPT, nonce);
  }

  /// For those who listen for themselves: there nobody counts guesses.
  private final class Listening implements Wire {
    @Override
    public Packet exchange(Packet request) throws IOException, InterruptedException {
      return DeviceBench.this.exchange(request).packet();
    }

    @Override
    public HttpAnswer fetch(HttpCall call) {
      return DeviceBench.this.fetch(call);
    }
  }
}
