package io.fumarole.campaign.exchange;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.Rotation;
import io.fumarole.campaign.exchange.ExchangeStore.Behind;
import io.fumarole.campaign.exchange.ExchangeStore.Changes;
import io.fumarole.campaign.exchange.ExchangeStore.Loaded;
import io.fumarole.campaign.exchange.ExchangeStore.SessionChange;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.session.Fact;
import io.fumarole.protocol.dm.session.Heard;
import io.fumarole.protocol.dm.session.Peer;
import io.fumarole.protocol.dm.session.Plan;
import io.fumarole.protocol.dm.session.Received;
import io.fumarole.protocol.dm.session.Said;
import io.fumarole.protocol.dm.session.ServerSession;
import io.fumarole.protocol.dm.session.SessionState;
import io.fumarole.protocol.dm.session.SessionState.Trust;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.syncml.DmVersion;
import io.fumarole.protocol.syncml.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One DM message, from what is stored and what was heard to the answer and what must be stored.
/// Strings session, dialogue and deployments together; it decides nothing that one of them knows.
/// Pure.
public final class Exchange {
  /// Tasks that turn out too large for any message are answered at once; more rounds than this are
  /// no progress.
  private static final int MOST_ROUNDS = 4;

  /// A session is gone on with this long after its beginning, and its answer repeated. Within it a
  /// device shows its credentials once (212), so that an abandoned one must not stand for ever.
  private static final Duration LONGEST_SESSION = Duration.ofDays(1);

  /// The same for a device that has shown itself once and does not send to the session's own
  /// address: whoever guesses device, SessionID and MsgID could speak for it. A large object may
  /// take longer on a slow bearer.
  private static final Duration LONGEST_UNTIED = Duration.ofHours(1);

  private final Circumstances circumstances;
  private final SessionAddresses addresses;

  public Exchange(Circumstances circumstances) {
    this.circumstances = circumstances;
    this.addresses = new SessionAddresses(circumstances);
  }

  /// The answer, and what to do before it may leave.
  ///
  /// @param sessionKey names the session in the trace
  /// @param changes to be committed before the reply
  /// @param behind may be written later
  /// @param note what was wrong with the message, if anything
  /// @param isChallenge whether credentials were asked for
  /// @param isGuess whether the device showed wrong credentials for a nonce it knew
  public record Outcome(
      Octets reply,
      Optional<String> hmac,
      String sessionKey,
      Changes changes,
      Optional<Behind> behind,
      Optional<String> note,
      boolean isChallenge,
      boolean isGuess) {
    /// Whether nothing came of the message, because it was challenged, refused or a repeat.
    boolean isTurnedAway() {
      return note.isPresent();
    }
  }

  /// The answer to a peer without the certificate that its device has to show: it learns a status
  /// code, and not who the server is either.
  Optional<Outcome> unproven(
      Loaded loaded, Received received, Optional<ShownCertificate> shown, String key, Instant now) {
    Optional<Device> known = Admission.of(loaded, received, circumstances, now);
    if (known.isEmpty()) return Optional.empty();
    Device device = known.get();
    ModelProfile profile = circumstances.profiles().of(device);
    return CertificateCheck.refusal(device, profile, shown)
        .map(
            words ->
                refuse(
                    received,
                    Admission.peer(device, profile, circumstances)
                        .withServerAccount(Optional.empty()),
                    key,
                    words));
  }

  /// @param bodyDigest SHA-256 of the message's octets
  /// @param challenges how often the sender is known to have been challenged in a row
  public Outcome handle(
      Loaded loaded,
      Received received,
      Octets bodyDigest,
      String freshKey,
      int challenges,
      Instant now) {
    Optional<StoredSession> standing =
        loaded.session().filter(s -> s.started().plus(longest(s.state())).isAfter(now));
    Pairing pairing = Pairing.of(standing, received, bodyDigest);
    Optional<Device> known = Admission.of(loaded, received, circumstances, now);
    if (pairing instanceof Pairing.Repeat(var stored)) {
      // The answer names the session's address: who does not know it, does not get it.
      if (addresses.mayHear(stored, received)) return repeat(stored);
      pairing = new Pairing.Fresh();
    }
    Device device = known.orElseGet(() -> Admission.stranger(received, circumstances, now));
    ModelProfile profile = circumstances.profiles().of(device);
    Peer peer = Admission.peer(device, profile, circumstances);
    if (known.isEmpty()) {
      Optional<String> why = Admission.refusal(loaded, received, circumstances);
      return refuse(received, peer, freshKey, why.orElseThrow());
    }
    if (pairing instanceof Pairing.Superseded(var key))
      return aborted(
          received, peer.unproved(), key, "a newer session of this device has taken over");
    Optional<StoredSession> before = pairing.session();
    String key = before.map(StoredSession::key).orElse(freshKey);
    Peer tied = peer.withRespUri(addresses.of(key, peer, profile));
    long lastTaken = Pairing.lastTaken(standing, received);
    Function<Peer, Heard> hear =
        expecting ->
            ServerSession.receive(
                before.map(StoredSession::state),
                lastTaken,
                challenges,
                received,
                expecting,
                circumstances.nonces());
    Heard asUsual = hear.apply(tied);
    Optional<Heard> withNew =
        asUsual instanceof Heard.Accepted
            ? Optional.empty()
            : newSecret(device)
                .map(fresh -> hear.apply(Admission.showing(fresh, tied)))
                .filter(it -> it instanceof Heard.Accepted);
    return switch (withNew.orElse(asUsual)) {
      case Heard.Challenged(var state, var isGuess, var words) ->
          unstored(say(state, Plan.NOTHING, peer.unproved()), key, words, true, isGuess);
      case Heard.Refused(var state, var isGuess, var words) ->
          unstored(say(state, Plan.NOTHING, peer.unproved()), key, words, false, isGuess);
      case Heard.Accepted accepted -> {
        var work = new Work(device, profile, loaded, circumstances, now);
        Peer answered = tied.answering(received, before.map(StoredSession::state));
        if (withNew.isPresent()) work.hasShownNewSecret();
        work.hears(before.map(it -> it.state().trust()), accepted.state().trust());
        if (before.isEmpty()) work.takeUp(loaded.session());
        if (before.isEmpty() && Pairing.answers(device.notificationId(), received))
          work.answersNotification();
        yield accepted(accepted, work, answered, before, key, bodyDigest);
      }
    };
  }

  /// What a device may show instead, because it was sent there.
  private static Optional<Account> newSecret(Device device) {
    return device.rotation().filter(it -> it.isOut() && !it.isShown()).map(Rotation::client);
  }

  private static Duration longest(SessionState state) {
    boolean isLoose =
        state.trust().clientKnown()
            && !state.trust().isTied()
            && state.trust().clientScheme() != AuthScheme.NONE
            && state.transfer().isEmpty();
    return isLoose ? LONGEST_UNTIED : LONGEST_SESSION;
  }

  private Outcome accepted(
      Heard.Accepted heard,
      Work work,
      Peer usual,
      Optional<StoredSession> before,
      String key,
      Octets bodyDigest) {
    int rejections = heard.state().trust().serverRejections();
    Peer peer = usual.withServerAccount(work.device().serverAccount(rejections));
    Place place = before.map(StoredSession::place).orElse(Place.START);
    Instant since = before.map(StoredSession::started).orElse(work.now());
    DmVersion version = heard.state().form().version();
    var talk = new Talk(work, place, heard.state().maxObjSize(), version, since);
    work.hear(heard.facts());
    if (heard.state().isOver()) talk.conclude(heard.facts());
    List<Task> tasks = heard.isTurn() ? talk.next(heard.facts()) : List.of();
    Said said = say(heard.state(), new Plan(tasks, work.verdicts()), peer);
    for (int round = 0; !said.facts().isEmpty() && round < MOST_ROUNDS; round++) {
      tasks = talk.next(said.facts());
      said = say(heard.state(), new Plan(tasks, work.verdicts()), peer);
    }
    work.remember(said.state().trust());
    if (heard.isChunk() && !bringsNonce(before, said.state().trust()))
      return outcome(said, key, nothing(), Optional.empty());
    boolean isIdle = before.isEmpty() && said.state().isOver() && !work.hasChanged();
    if (isIdle) return outcome(said, key, nothing(), Optional.of(new Behind(work.device())));
    var stored =
        new StoredSession(
            key, said.state(), talk.place(), bodyDigest, said.body(), said.hmac(), since);
    return outcome(said, key, work.changes(new SessionChange.Put(stored)), Optional.empty());
  }

  /// A device that accepts our `Cred` gives the nonce of the next one once, maybe in its answer to
  /// the first chunk.
  private static boolean bringsNonce(Optional<StoredSession> before, Trust trust) {
    return before
        .map(it -> it.state().trust())
        .filter(it -> !it.serverAccepted() && trust.serverAccepted())
        .filter(it -> !it.serverNonce().equals(trust.serverNonce()))
        .isPresent();
  }

  private Said say(SessionState state, Plan plan, Peer peer) {
    return ServerSession.reply(state, plan, peer, circumstances.nonces(), circumstances.content());
  }

  private static Outcome repeat(StoredSession stored) {
    return new Outcome(
        stored.reply(),
        stored.replyHmac(),
        stored.key(),
        nothing(),
        Optional.empty(),
        Optional.of("a repeated message: the same answer again"),
        false,
        false);
  }

  private Outcome refuse(Received received, Peer peer, String key, String words) {
    Heard refused = ServerSession.refuse(received, peer, 403, words);
    return unstored(say(refused.state(), Plan.NOTHING, peer), key, words, false, false);
  }

  private static Outcome aborted(Received received, Peer peer, String key, String words) {
    return unstored(ServerSession.abort(received, peer), key, words, false, false);
  }

  private static Outcome unstored(
      Said said, String key, String words, boolean isChallenge, boolean isGuess) {
    return new Outcome(
        said.body(),
        said.hmac(),
        key,
        nothing(),
        Optional.empty(),
        Optional.of(words),
        isChallenge,
        isGuess);
  }

  private static Outcome outcome(Said said, String key, Changes changes, Optional<Behind> behind) {
    return new Outcome(
        said.body(), said.hmac(), key, changes, behind, Optional.empty(), false, false);
  }

  private static Changes nothing() {
    return new Changes(Optional.empty(), new SessionChange.Keep(), List.of(), List.of(), List.of());
  }

  /// The deployment that is open, if any.
  static Optional<Deployment> open(List<Deployment> deployments) {
    return deployments.stream().filter(d -> !d.state().isEnd()).findFirst();
  }

  /// Whether a fact is for the dialogue rather than for the device's record.
  static boolean isAnswer(Fact fact) {
    return switch (fact) {
      case Fact.Answered _,
          Fact.UserSaid _,
          Fact.GroupRefused _,
          Fact.Unanswered _,
          Fact.ValueRead _,
          Fact.Transferred _ ->
          true;
      case Fact.Inventory _, Fact.Alerted _, Fact.Aborted _ -> false;
    };
  }
}
