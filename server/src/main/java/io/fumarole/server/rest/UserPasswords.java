package io.fumarole.server.rest;

import io.fumarole.server.access.Passwords;
import io.fumarole.server.http.RetryAfter;
import io.fumarole.storage.UserStore;
import io.fumarole.storage.UserStore.StoredUser;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Locale;
import java.util.Optional;

/// The passwords of users: set by rule, and compared so that nobody learns who there is.
public final class UserPasswords {
  private final UserStore users;
  private final Passwords passwords;
  private final Guesses guesses;
  private final RetryAfter retryAfter;

  /// @param guesses slows down those who guess: each name at each address has its own count, so
  ///   that nobody locks out another
  public UserPasswords(
      UserStore users, Passwords passwords, Guesses guesses, RetryAfter retryAfter) {
    this.users = users;
    this.passwords = passwords;
    this.guesses = guesses;
    this.retryAfter = retryAfter;
  }

  /// What a name and a password came to.
  sealed interface Checked {
    record Right(StoredUser user) implements Checked {}

    /// No such user, none that may sign in, or another password: nobody is told which.
    record Wrong() implements Checked {}

    /// The request has its answer: too many guesses, or too many at it.
    record Answered() implements Checked {}
  }

  Checked check(String given, String password, Context context) {
    String name = given.strip().toLowerCase(Locale.ROOT);
    String guessedAt = UsersResource.isName(name) ? Caller.USER + name : Caller.USER;
    // Before anything is compared: with a password, unlike a token, one more guess may be right.
    if (guesses.isBlocked(guessedAt, context)) {
      Guesses.tooMany(
          context, "too many wrong passwords for this name from your address: wait a minute");
      return new Checked.Answered();
    }
    Optional<StoredUser> user =
        UsersResource.isName(name)
            ? users.find(name).filter(StoredUser::isActive)
            : Optional.empty();
    return switch (passwords.check(password, user.map(StoredUser::password))) {
      case RIGHT -> new Checked.Right(user.orElseThrow());
      case WRONG -> {
        guesses.count(guessedAt, context);
        yield new Checked.Wrong();
      }
      case BUSY -> {
        busy(context);
        yield new Checked.Answered();
      }
    };
  }

  /// The hash of a new password; empty when the request has its answer.
  Optional<String> hash(String user, String password, Context context) {
    if (password.length() < Passwords.SHORTEST || password.length() > Passwords.LONGEST)
      throw BadRequest.about(
          "password",
          "'password' has %d to %d characters".formatted(Passwords.SHORTEST, Passwords.LONGEST));
    if (password.equalsIgnoreCase(user))
      throw BadRequest.about("password", "'password' is the name: take another");
    Optional<String> hash = passwords.hash(password);
    if (hash.isEmpty()) busy(context);
    return hash;
  }

  private void busy(Context context) {
    context.header(RetryAfter.HEADER, retryAfter.seconds());
    Problem.send(
        context, HttpStatus.SERVICE_UNAVAILABLE, "too many sign in at once: try again in a moment");
  }
}
