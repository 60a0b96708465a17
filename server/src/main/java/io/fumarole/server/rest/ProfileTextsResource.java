package io.fumarole.server.rest;

import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.profile.ProfileCheck;
import io.fumarole.campaign.profile.ProfileException;
import io.fumarole.campaign.profile.ProfileException.Place;
import io.fumarole.campaign.profile.ProfileParser;
import io.fumarole.campaign.profile.ProfileRevision;
import io.fumarole.campaign.profile.ProfileStore;
import io.fumarole.campaign.profile.WrittenProfile;
import io.fumarole.server.BootstrapSecrets;
import io.fumarole.server.LiveProfiles;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/profiles/{name}`: the text of a profile, which is changed while the server runs, and what it
/// was before.
public final class ProfileTextsResource implements RestApi.Resource {
  private final LiveProfiles profiles;
  private final ProfileStore store;
  private final BootstrapSecrets secrets;
  private final InstantSource clock;

  public ProfileTextsResource(
      LiveProfiles profiles, ProfileStore store, BootstrapSecrets secrets, InstantSource clock) {
    this.profiles = profiles;
    this.store = store;
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/profiles/{name}", this::show, Scope.READ)
        .put(RestApi.BASE + "/profiles/{name}", this::put, Scope.ADMIN)
        .delete(RestApi.BASE + "/profiles/{name}", this::remove, Scope.ADMIN)
        .post(RestApi.BASE + "/profiles/{name}/check", this::check, Scope.READ)
        .get(RestApi.BASE + "/profiles/{name}/revisions", this::revisions, Scope.READ)
        .get(RestApi.BASE + "/profiles/{name}/revisions/{number}", this::revision, Scope.READ);
  }

  /// @param text the profile as it is written, with its blanks and lines
  record Given(Optional<String> text, Optional<String> note) {}

  /// @param text of what is below a stored profile, and holds when that is removed
  record Base(String origin, String text) {}

  /// @param revision of the last change, also when that was a removal; 0 where nobody ever changed
  ///   it
  /// @param by and `at`, `note`: of the last change
  record Shown(
      String name,
      String origin,
      long revision,
      String text,
      Optional<Base> base,
      Optional<Instant> at,
      Optional<String> by,
      Optional<String> note,
      long devices) {}

  /// @param errors why it cannot be stored
  /// @param remarks what it says in vain, at a price, or anew to devices
  /// @param devices that have a profile of this name
  record Checked(boolean good, List<Problem.Fault> errors, List<String> remarks, long devices) {}

  record RevisionView(
      long revision,
      boolean removed,
      Instant at,
      String by,
      String note,
      Optional<String> sha256,
      Optional<String> text) {
    static RevisionView of(ProfileRevision it, boolean withText) {
      return new RevisionView(
          it.number(),
          it.text().isEmpty(),
          it.at(),
          it.author(),
          it.note(),
          it.text().map(ProfileTextsResource::sha256),
          it.text().filter(text -> withText));
    }
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// One that is there, as this node knows it, with what the store says of it now.
  private record Found(String name, Optional<WrittenProfile> base, Optional<ProfileRevision> last) {
    Optional<String> stored() {
      return last.flatMap(ProfileRevision::text);
    }

    Optional<String> text() {
      return stored().or(() -> base.map(WrittenProfile::text));
    }

    long revision() {
      return last.map(ProfileRevision::number).orElse(0L);
    }
  }

  /// What another node has stored a moment ago counts here, too. Of what is no name nothing is
  /// stored, and no database is asked for it.
  private Found find(Context context) {
    String name = context.pathParam("name");
    var _ = profiles.refresh();
    Optional<ProfileRevision> last =
        ProfileRevision.isName(name) ? store.last(name) : Optional.empty();
    return new Found(name, profiles.written().base(name), last);
  }

  private static BadRequest unknown(String name) {
    return new BadRequest(
        HttpStatus.NOT_FOUND,
        "there is no profile '%s': GET /profiles lists them, PUT /profiles/%s makes one"
            .formatted(name, name));
  }

  private void show(Context context) {
    Found found = find(context);
    if (found.text().isEmpty()) throw unknown(found.name());
    show(context, found);
  }

  private void show(Context context, Found found) {
    boolean isStored = found.stored().isPresent();
    Optional<String> base = found.base().map(it -> Input.word(it.origin()));
    var shown =
        new Shown(
            found.name(),
            isStored ? Input.word(WrittenProfile.Origin.STORED) : base.orElseThrow(),
            found.revision(),
            found.text().orElseThrow(),
            found
                .base()
                .filter(it -> isStored)
                .map(it -> new Base(Input.word(it.origin()), it.text())),
            found.last().map(ProfileRevision::at),
            found.last().map(ProfileRevision::author),
            found.last().map(ProfileRevision::note).filter(it -> !it.isEmpty()),
            store.devices(found.name()));
    Versions.show(context, shown, Versions.tag(found.revision()));
  }

  private void put(Context context) {
    Found was = find(context);
    String name = was.name();
    if (!ProfileRevision.isName(name)) throw BadRequest.of("name", ProfileRevision.NAME_RULE);
    Given given = Input.json(context, Given.class);
    boolean isThere = was.text().isPresent();
    if (context.header("If-Match") != null && !isThere) {
      Versions.stale(context, "profile " + name + " is not there any more");
      return;
    }
    if (Versions.mustBeNew(context) && isThere) {
      Versions.stale(context, "there is a profile " + name + " already");
      return;
    }
    if (isThere) Versions.requireMatch(context, was.revision());
    ProfileRevision next = next(context, was, Optional.of(text(given)), given.note().orElse(""));
    try {
      var _ = ProfileParser.named(name, text(given));
    } catch (ProfileException e) {
      throw broken(e);
    }
    boolean isSame = was.stored().equals(next.text());
    if (!isSame) store(context, was, next);
    context.status(isThere ? HttpStatus.OK : HttpStatus.CREATED);
    show(context, isSame ? was : new Found(name, was.base(), Optional.of(next)));
  }

  private static String text(Given given) {
    return given
        .text()
        .orElseThrow(() -> BadRequest.about("text", "'text' is missing: the profile, as a file"));
  }

  private ProfileRevision next(Context context, Found was, Optional<String> text, String note) {
    try {
      return new ProfileRevision(
          was.name(),
          was.revision() + 1,
          text,
          clock.instant(),
          Caller.of(context).orElseThrow().actor(),
          note);
    } catch (IllegalArgumentException refused) {
      throw new BadRequest(String.valueOf(refused.getMessage()));
    }
  }

  private void store(Context context, Found was, ProfileRevision next) {
    boolean isNew = was.text().isEmpty();
    if (isNew && profiles.all().size() >= ProfileRevision.MOST_PROFILES)
      throw new BadRequest(
          HttpStatus.CONFLICT, "there are at most " + ProfileRevision.MOST_PROFILES + " profiles");
    if (!store.add(next)) throw overtaken(was.name());
    var _ = profiles.refresh();
    Audit.tell(context, words(was, next));
  }

  private static BadRequest overtaken(String name) {
    return new BadRequest(
        HttpStatus.CONFLICT,
        "profile " + name + " has changed meanwhile: read it again, and decide anew");
  }

  /// For the audit: enough to find the texts, and to show that they are those.
  private String words(Found was, ProfileRevision next) {
    return "revision %d%s, after %s%s; %d devices have it"
        .formatted(
            next.number(),
            next.text().map(it -> " with SHA-256 " + sha256(it)).orElse(": removed"),
            was.stored()
                .map(it -> "revision " + was.revision())
                .or(() -> was.base().map(it -> Input.word(it.origin()) + " text"))
                .orElse("nothing"),
            was.text().map(it -> " with SHA-256 " + sha256(it)).orElse(""),
            store.devices(was.name()));
  }

  private static Problem.Fault fault(ProfileException e) {
    return new Problem.Fault(
        e.place().map(Place::line).map(Long::valueOf),
        Optional.of(e.key()).filter(it -> !it.isEmpty()),
        e.place().map(Place::column),
        e.reason());
  }

  private static BadRequest broken(ProfileException e) {
    return new BadRequest(
        HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()), List.of(fault(e)));
  }

  private void remove(Context context) {
    Found was = find(context);
    if (was.stored().isEmpty()) throw nothingStored(was);
    Versions.requireMatch(context, was.revision());
    ProfileRevision removal = next(context, was, Optional.empty(), "");
    // Where something holds instead, its devices go on with that.
    boolean isReplaced = was.base().isPresent();
    if (!isReplaced) requireUnused(was.name());
    boolean isDone = isReplaced ? store.add(removal) : store.addUnlessUsed(removal);
    if (!isDone && !isReplaced) requireUnused(was.name());
    if (!isDone) throw overtaken(was.name());
    var _ = profiles.refresh();
    Audit.tell(context, words(was, removal));
    context.status(HttpStatus.NO_CONTENT);
  }

  private static BadRequest nothingStored(Found was) {
    if (was.text().isEmpty()) return unknown(was.name());
    return new BadRequest(
        HttpStatus.CONFLICT,
        "profile %s is as it %s: there is nothing stored to remove"
            .formatted(
                was.name(),
                switch (was.base().orElseThrow().origin()) {
                  case FILE -> "lies in a file of the data directory";
                  case SHIPPED, STORED -> "ships with the program";
                }));
  }

  private void requireUnused(String name) {
    long devices = store.devices(name);
    if (devices > 0)
      throw new BadRequest(
          HttpStatus.CONFLICT,
          "%s %s profile %s, and nothing ships by that name: give them another one first"
              .formatted(
                  devices == 1 ? "1 device" : "%,d devices".formatted(devices),
                  devices == 1 ? "has" : "have",
                  name));
    boolean hasSecret = profiles.find(name).flatMap(secrets::bootstrapSecret).isPresent();
    if (hasSecret)
      throw new BadRequest(
          HttpStatus.CONFLICT,
          "new devices come in by the bootstrap secret of profile %s, and nothing ships by that name: remove the secret first"
              .formatted(name));
  }

  private void check(Context context) {
    Found was = find(context);
    if (!ProfileRevision.isName(was.name())) throw BadRequest.of("name", ProfileRevision.NAME_RULE);
    String text = text(Input.json(context, Given.class));
    long devices = store.devices(was.name());
    if (text.length() > ProfileRevision.LONGEST_TEXT)
      throw BadRequest.of(
          "text", "it has at most %,d characters".formatted(ProfileRevision.LONGEST_TEXT));
    try {
      ModelProfile next = ProfileParser.named(was.name(), text);
      List<String> remarks = new ArrayList<>(ProfileCheck.of(next));
      remarks.addAll(ProfileCheck.beside(next, profiles.all()));
      if (devices > 0)
        profiles.find(was.name()).ifPresent(it -> remarks.addAll(ProfileCheck.ofChange(it, next)));
      context.json(new Checked(true, List.of(), remarks, devices));
    } catch (ProfileException e) {
      context.json(new Checked(false, List.of(fault(e)), List.of(), devices));
    }
  }

  private void revisions(Context context) {
    Found found = find(context);
    if (found.text().isEmpty() && found.last().isEmpty()) throw unknown(found.name());
    int limit = Input.limit(context);
    Paging.Page<ProfileRevision> page =
        Paging.page(
            store.revisions(found.name(), Paging.beforeNumber(context), limit + 1),
            limit,
            it -> String.valueOf(it.number()));
    Map<String, Object> answer = new HashMap<>();
    answer.put("revisions", page.rows().stream().map(it -> RevisionView.of(it, false)).toList());
    page.cursor().ifPresent(it -> answer.put("cursor", it));
    context.json(answer);
  }

  private void revision(Context context) {
    String name = context.pathParam("name");
    String number = context.pathParam("number");
    Optional<ProfileRevision> found =
        ProfileRevision.isName(name) && number.matches("[0-9]{1,18}")
            ? store.find(name, Long.parseLong(number))
            : Optional.empty();
    context.json(
        RevisionView.of(
            found.orElseThrow(
                () ->
                    new BadRequest(
                        HttpStatus.NOT_FOUND,
                        "profile '%s' has no revision %s: GET /profiles/%s/revisions lists them"
                            .formatted(name, number, name))),
            true));
  }
}
