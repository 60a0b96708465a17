package io.fumarole.server.rest;

import io.fumarole.server.ApiToken;
import io.fumarole.storage.SignInStore;
import io.fumarole.storage.SignInStore.Guest;
import io.fumarole.storage.SignInStore.SignIn;
import io.fumarole.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/// Browsers in which somebody has signed in. Each holds a secret in a cookie; the server keeps the
/// secret's digest alone. The token against forged calls (CSRF) is derived from the secret, so that
/// it needs no place of its own.
public final class SignIns {
  /// Unused for so long it is over.
  static final Duration IDLE = Duration.ofHours(8);

  /// Of somebody whom another server vouches for: it may have changed its mind since.
  static final Duration LONGEST_GUEST = Duration.ofHours(12);

  /// Used or not it is over then.
  static final Duration LONGEST = Duration.ofDays(7);

  /// The use of a sign-in is written down no more often.
  private static final Duration STEP = Duration.ofMinutes(5);

  /// Of one caller: browsers that were closed without signing out are forgotten by their age.
  private static final int MOST = 50;

  private static final System.Logger LOG = System.getLogger(SignIns.class.getName());

  private final SignInStore store;
  private final Supplier<String> secrets;
  private final InstantSource clock;

  /// @param secrets fresh ones that nobody can guess
  public SignIns(SignInStore store, Supplier<String> secrets, InstantSource clock) {
    this.store = store;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// The secret of a new one.
  ///
  /// @param epoch of the user; it ends with it
  String open(Caller caller, long epoch) {
    String secret = secrets.get();
    Instant now = clock.instant();
    Optional<Guest> guest =
        caller
            .role()
            .filter(_ -> caller.isGuest())
            .map(role -> new Guest(caller.name(), Input.word(role)));
    store.open(new SignIn(id(secret), caller.id(), epoch, now, now, guest), MOST);
    return secret;
  }

  /// One that is not over.
  Optional<SignIn> look(String secret) {
    Instant now = clock.instant();
    return store.find(id(secret)).filter(it -> !isOver(it, now));
  }

  /// The same, used by a call.
  Optional<SignIn> use(String secret) {
    Instant now = clock.instant();
    Optional<SignIn> found = look(secret);
    found.filter(it -> it.used().plus(STEP).isBefore(now)).ifPresent(it -> used(it, now));
    return found;
  }

  private static boolean isOver(SignIn it, Instant now) {
    Duration longest = it.guest().isPresent() ? LONGEST_GUEST : LONGEST;
    return !now.isBefore(it.opened().plus(longest)) || !now.isBefore(it.used().plus(IDLE));
  }

  /// Whoever only reads goes on while nothing can be written.
  private void used(SignIn signIn, Instant now) {
    try {
      store.used(signIn.id(), now);
    } catch (StorageException failed) {
      LOG.log(System.Logger.Level.WARNING, "the use of a sign-in could not be stored", failed);
    }
  }

  void end(String secret) {
    store.end(id(secret));
  }

  /// Forgets those that are over.
  public int expire(Instant now) {
    return store.expire(now.minus(LONGEST), now.minus(IDLE));
  }

  private static String id(String secret) {
    return ApiToken.digest(secret).toHex();
  }

  /// What a page has to send back in a header: no other site can read it.
  static String csrf(String secret) {
    byte[] digest = ApiToken.digest("csrf " + secret).toByteArray();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }
}
