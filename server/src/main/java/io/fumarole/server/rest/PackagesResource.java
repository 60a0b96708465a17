package io.fumarole.server.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.catalogue.ReleaseLife;
import io.fumarole.campaign.catalogue.ReleaseState;
import io.fumarole.campaign.catalogue.ReleaseStore;
import io.fumarole.campaign.catalogue.ReleaseTerms;
import io.fumarole.firmware.Manifest;
import io.fumarole.server.http.Uploads;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// `/packages`. The body of a POST is the file; what is said of it stands in the query.
public final class PackagesResource implements RestApi.Resource {
  private static final System.Logger LOG = System.getLogger(PackagesResource.class.getName());

  private static final int LONGEST_TEXT = 128;
  private static final int LONGEST_ID = 64;

  private final PackageStore packages;
  private final ReleaseStore releases;
  private final Policy policy;
  private final Upload upload;
  private final InstantSource clock;

  /// @param allowUnsigned whether a vendor's own file is taken without our signature
  /// @param autoRelease whether a new release is released at once, and takes more packages
  ///   afterwards
  public record Policy(boolean allowUnsigned, boolean autoRelease) {}

  public PackagesResource(
      PackageStore packages,
      ReleaseStore releases,
      ContentStore content,
      Supplier<Trust> trusted,
      Policy policy,
      InstantSource clock) {
    this.packages = packages;
    this.releases = releases;
    this.policy = policy;
    this.upload = new Upload(content, trusted, policy.allowUnsigned());
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/packages", this::list)
        .post(RestApi.BASE + "/packages", this::add)
        .get(RestApi.BASE + "/packages/{id}", this::show);
  }

  /// A package as the API shows it.
  ///
  /// @param offered whether devices that ask get it; not while its release is not released
  /// @param hardware that it fits, by its own or its release's word; empty for all
  /// @param release how far its release has come
  record PackageView(
      String id,
      String name,
      String vendor,
      String model,
      Optional<String> fromVersion,
      String toVersion,
      String sha256,
      long size,
      String contentType,
      boolean signed,
      boolean offered,
      Instant added,
      List<String> hardware,
      String release) {
    static PackageView of(FirmwarePackage it) {
      return new PackageView(
          it.id().value(),
          it.name(),
          it.vendor(),
          it.model(),
          it.fromVersion(),
          it.toVersion(),
          it.sha256(),
          it.size(),
          it.contentType(),
          it.isSigned(),
          it.isOffered() && it.terms().state() == ReleaseState.RELEASED,
          it.added(),
          it.fits(),
          it.terms().state().word());
    }
  }

  /// A package just added, with what the operator should know.
  private record Added(@JsonUnwrapped PackageView added, Optional<String> warning) {}

  /// What the query says of a file.
  private record Said(
      Optional<PackageId> id,
      Optional<String> name,
      Optional<String> vendor,
      Optional<String> model,
      Optional<String> from,
      Optional<String> to,
      String contentType,
      boolean isOffered,
      List<String> hardware) {
    static Said of(Context context) {
      return new Said(
          Input.query(context, "id").map(text -> Input.id(text, PackageId::new)),
          text(context, "name"),
          text(context, "vendor"),
          text(context, "model"),
          text(context, "from"),
          text(context, "to"),
          mediaType(Input.query(context, "contentType").orElse(FirmwarePackage.OCTET_STREAM)),
          flag(context, "offered"),
          context.queryParams("hardware"));
    }

    private static Optional<String> text(Context context, String name) {
      Optional<String> text = Input.query(context, name).map(String::strip);
      boolean isBad =
          text.filter(
                  it -> it.length() > LONGEST_TEXT || it.chars().anyMatch(Character::isISOControl))
              .isPresent();
      if (isBad)
        throw new BadRequest(
            "'%s' has at most %d characters, none of them a control".formatted(name, LONGEST_TEXT));
      return text;
    }

    private static String mediaType(String text) {
      if (!text.matches("[!-~]{1,63}/[ -~]{1,64}"))
        throw new BadRequest("contentType is a media type such as application/octet-stream");
      return text;
    }

    private static boolean flag(Context context, String name) {
      return switch (Input.query(context, name).orElse("false")) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new BadRequest(name + " is true or false");
      };
    }
  }

  private void list(Context context) {
    List<PackageView> page =
        packages.list(Input.limit(context)).stream().map(PackageView::of).toList();
    context.json(Map.of("packages", page));
  }

  private void show(Context context) {
    PackageId id = Input.id(context.pathParam("id"), PackageId::new);
    packages
        .find(id)
        .ifPresentOrElse(
            it -> context.json(PackageView.of(it)),
            () -> Problem.send(context, HttpStatus.NOT_FOUND, "no package " + id));
  }

  private void add(Context context) {
    InputStream file = Uploads.stream(context);
    try {
      add(context, file);
    } finally {
      // A client that is still sending does not hear a refusal.
      Uploads.drain(file);
    }
  }

  private void add(Context context, InputStream file) {
    Said said = Said.of(context);
    if (said.id().flatMap(packages::find).isPresent()) {
      exists(context, said.id().get());
      return;
    }
    Upload.Outcome outcome;
    try {
      outcome = upload.take(file, manifest -> requireNew(described(said, manifest)));
    } catch (IOException e) {
      broken(context, e);
      return;
    }
    switch (outcome) {
      case Upload.Outcome.Taken taken -> add(context, said, taken);
      case Upload.Outcome.Refused(var words) ->
          Problem.send(context, HttpStatus.UNPROCESSABLE_CONTENT, words);
    }
  }

  private static void broken(Context context, IOException e) {
    LOG.log(System.Logger.Level.WARNING, "an upload broke off", e);
    Problem.send(
        context,
        HttpStatus.INSUFFICIENT_STORAGE,
        "the file could not be stored, nothing of it is kept: %s. Look at the server's disk, then send it again"
            .formatted(e.getMessage()));
  }

  private void add(Context context, Said said, Upload.Outcome.Taken taken) {
    FirmwarePackage fresh = described(said, taken.manifest()).of(taken.stored(), clock.instant());
    switch (packages.add(fresh, policy.autoRelease())) {
      case TAKEN -> exists(context, fresh.id());
      case CLOSED -> Problem.send(context, HttpStatus.CONFLICT, closed(fresh.release()));
      case DONE -> added(context, packages.find(fresh.id()).orElse(fresh), taken);
    }
  }

  private static void added(Context context, FirmwarePackage fresh, Upload.Outcome.Taken taken) {
    Optional<String> warning =
        taken.manifest().isPresent()
            ? Optional.empty()
            : Optional.of(
                "the file is not signed: nothing but the operator's word says what it is for");
    context.status(HttpStatus.CREATED);
    context.json(new Added(PackageView.of(fresh), warning));
  }

  private static void exists(Context context, PackageId id) {
    Problem.send(context, HttpStatus.CONFLICT, taken(id));
  }

  private String closed(ReleaseId id) {
    String state = releases.find(id).map(it -> it.state().word()).orElse("gone");
    return "release %s is %s and takes no more packages".formatted(id, state);
  }

  private static String taken(PackageId id) {
    return "package " + id + " exists already: choose another id";
  }

  /// What is known of a package before its file has come.
  private record Described(
      PackageId id,
      String name,
      String vendor,
      String model,
      Optional<String> from,
      String to,
      String contentType,
      boolean isSigned,
      boolean isOffered,
      List<String> hardware) {
    FirmwarePackage of(ContentStore.Stored stored, Instant now) {
      return new FirmwarePackage(
          id,
          name,
          vendor,
          model,
          from,
          to,
          stored.sha256(),
          stored.size(),
          contentType,
          isSigned,
          isOffered,
          now,
          hardware,
          ReleaseTerms.RELEASED);
    }
  }

  /// Content without a package would stay on the disk for ever.
  private void requireNew(Described described) {
    if (packages.find(described.id()).isPresent())
      throw new BadRequest(HttpStatus.CONFLICT, taken(described.id()));
    var release = new ReleaseId(described.model(), described.to());
    boolean isClosed =
        releases
            .find(release)
            .filter(it -> !ReleaseLife.isOpen(it.state(), policy.autoRelease()))
            .isPresent();
    if (isClosed) throw new BadRequest(HttpStatus.CONFLICT, closed(release));
  }

  private static Described described(Said said, Optional<Manifest> manifest) {
    String model = agreed("model", said.model(), manifest.map(Manifest::model)).orElse("");
    String to = agreed("to", said.to(), manifest.map(Manifest::toVersion)).orElse("");
    Optional<String> from =
        manifest.isPresent()
            ? agreed("from", said.from(), manifest.flatMap(Manifest::fromVersion))
            : said.from();
    if (model.isEmpty() || to.isEmpty())
      throw new BadRequest("an unsigned file does not say what it is for: give 'model' and 'to'");
    return new Described(
        said.id().orElseGet(() -> nameOf(model, from, to)),
        said.name().orElse(model + " " + to),
        agreed("vendor", said.vendor(), manifest.map(Manifest::vendor)).orElse(""),
        model,
        from,
        to,
        said.contentType(),
        manifest.isPresent(),
        said.isOffered(),
        said.hardware());
  }

  /// The manifest's word; the operator's may be missing, but must not differ.
  private static Optional<String> agreed(
      String name, Optional<String> said, Optional<String> signed) {
    boolean differs = said.isPresent() && signed.isPresent() && !said.equals(signed);
    if (differs)
      throw new BadRequest(
          "'%s' is %s, but the signed manifest says %s: leave it out"
              .formatted(name, said.get(), signed.get()));
    return signed.or(() -> said);
  }

  private static PackageId nameOf(String model, Optional<String> from, String to) {
    String text = model + from.map(it -> "-" + it).orElse("") + "-" + to;
    String clean = text.replaceAll("[^A-Za-z0-9._-]+", "_").replaceFirst("^[.]+", "_");
    return new PackageId(clean.substring(0, Math.min(clean.length(), LONGEST_ID)));
  }
}
