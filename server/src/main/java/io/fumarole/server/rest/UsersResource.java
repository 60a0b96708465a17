package io.fumarole.server.rest;

import io.fumarole.server.rest.UserPasswords.Checked;
import io.fumarole.storage.UserStore;
import io.fumarole.storage.UserStore.StoredUser;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `/users`: people who may sign in, each with a role.
public final class UsersResource implements RestApi.Resource {
  private static final int LONGEST_DISPLAY_NAME = 100;

  /// More people than work with a server; all of them fit into one answer.
  private static final int MOST = Input.MOST_ROWS;

  private final UserStore users;
  private final UserPasswords passwords;
  private final InstantSource clock;

  public UsersResource(UserStore users, UserPasswords passwords, InstantSource clock) {
    this.users = users;
    this.passwords = passwords;
    this.clock = clock;
  }

  /// Without capitals: two people are not told apart by one.
  static boolean isName(String text) {
    return text.matches("[a-z0-9][a-z0-9._@+-]{0,63}");
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/users", this::list, Scope.ADMIN)
        .post(RestApi.BASE + "/users", this::add, Scope.ADMIN)
        .patch(RestApi.BASE + "/users/{name}", this::change, Scope.ADMIN)
        .delete(RestApi.BASE + "/users/{name}", this::remove, Scope.ADMIN)
        .put(RestApi.BASE + "/users/{name}/password", this::changePassword, Scope.KNOWN);
  }

  record NewUser(
      Optional<String> name,
      Optional<String> displayName,
      Optional<String> role,
      Optional<String> password) {
    /// Never shows the password.
    @Override
    public String toString() {
      return "NewUser[" + name + "]";
    }
  }

  record Change(Optional<String> displayName, Optional<String> role, Optional<Boolean> active) {}

  /// @param old of whoever changes the own one
  record NewPassword(Optional<String> password, Optional<String> old) {
    /// Never shows a password.
    @Override
    public String toString() {
      return "NewPassword";
    }
  }

  record UserView(
      String name,
      String displayName,
      String role,
      boolean active,
      Instant created,
      Instant changed) {
    static UserView of(StoredUser user) {
      return new UserView(
          user.name(),
          user.displayName(),
          user.role(),
          user.isActive(),
          user.created(),
          user.changed());
    }
  }

  private void list(Context context) {
    context.json(
        Map.of("users", users.list(Input.limit(context)).stream().map(UserView::of).toList()));
  }

  private void add(Context context) {
    NewUser wanted = Input.json(context, NewUser.class);
    String name = Input.needed(wanted.name(), "name").strip().toLowerCase(Locale.ROOT);
    if (!isName(name))
      throw BadRequest.about(
          "name", "'name' has 1 to 64 of a-z 0-9 . _ @ + -, a letter or digit first");
    String shown = displayName(wanted.displayName().filter(it -> !it.isBlank()).orElse(name));
    String role = role(Input.needed(wanted.role(), "role"));
    Optional<String> hash =
        passwords.hash(name, Input.needed(wanted.password(), "password"), context);
    if (hash.isEmpty()) return;
    StoredUser user = StoredUser.of(name, shown, role, hash.get(), now());
    switch (users.add(user, MOST)) {
      case ADDED -> {
        context.status(HttpStatus.CREATED);
        context.json(UserView.of(user));
      }
      case EXISTS ->
          throw new BadRequest(HttpStatus.CONFLICT, "there is a user '" + name + "' already");
      case TOO_MANY ->
          throw new BadRequest(HttpStatus.CONFLICT, "there are %d users: no more".formatted(MOST));
    }
  }

  /// As it is stored, in milliseconds.
  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  private static String displayName(String given) {
    String name = given.strip();
    boolean isPlain = name.chars().noneMatch(Character::isISOControl);
    if (name.isEmpty() || name.length() > LONGEST_DISPLAY_NAME || !isPlain)
      throw BadRequest.about(
          "displayName",
          "'displayName' has 1 to " + LONGEST_DISPLAY_NAME + " printable characters");
    return name;
  }

  private static String role(String word) {
    return Input.word(Input.word("role", word, Role.values()));
  }

  private void change(Context context) {
    Change wanted = Input.json(context, Change.class);
    StoredUser user = user(context);
    String role = wanted.role().map(UsersResource::role).orElse(user.role());
    boolean isActive = wanted.active().orElse(user.isActive());
    StoredUser changed =
        wanted.displayName().map(it -> user.withDisplayName(displayName(it), now())).orElse(user);
    // Who is signed in goes on under another name, and not in another role.
    if (!role.equals(user.role()) || isActive != user.isActive())
      changed = changed.with(role, user.password(), isActive, now());
    store(changed);
    context.json(UserView.of(changed));
  }

  private StoredUser user(Context context) {
    String name = context.pathParam("name");
    return users.find(name).orElseThrow(() -> unknown(name));
  }

  private static BadRequest unknown(String name) {
    return new BadRequest(HttpStatus.NOT_FOUND, "no user '" + name + "': GET /users lists them");
  }

  private void store(StoredUser changed) {
    if (!users.update(changed))
      throw new BadRequest(
          HttpStatus.CONFLICT, "somebody else has changed this user just now: look again");
  }

  private void remove(Context context) {
    String name = context.pathParam("name");
    if (!users.remove(name)) throw unknown(name);
    context.json(Map.of("removed", name));
  }

  private void changePassword(Context context) {
    NewPassword wanted = Input.json(context, NewPassword.class);
    String password = Input.needed(wanted.password(), "password");
    String name = context.pathParam("name");
    Caller caller = Caller.of(context).orElseThrow();
    boolean isOwn = Caller.user(caller.id()).filter(name::equals).isPresent();
    if (!isOwn && !caller.may(Scope.ADMIN)) {
      Problem.send(
          context, HttpStatus.FORBIDDEN, "the password of somebody else is changed by an admin");
      return;
    }
    // Also an admin's: whoever finds the browser open must not keep the account.
    if (isOwn && !isRight(context, name, Input.needed(wanted.old(), "old"))) return;
    StoredUser user = user(context);
    Optional<String> hash = passwords.hash(name, password, context);
    if (hash.isEmpty()) return;
    StoredUser changed = user.with(user.role(), hash.get(), user.isActive(), now());
    store(changed);
    context.json(UserView.of(changed));
  }

  private boolean isRight(Context context, String name, String old) {
    return switch (passwords.check(name, old, context)) {
      case Checked.Right _ -> true;
      case Checked.Wrong() -> {
        Problem.send(context, HttpStatus.FORBIDDEN, "the old password is wrong");
        yield false;
      }
      case Checked.Answered() -> false;
    };
  }
}
