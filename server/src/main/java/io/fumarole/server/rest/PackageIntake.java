package io.fumarole.server.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.Hardware;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.catalogue.ReleaseLife;
import io.fumarole.campaign.catalogue.ReleaseStore;
import io.fumarole.campaign.catalogue.ReleaseTerms;
import io.fumarole.campaign.plan.PackageRemoval;
import io.fumarole.firmware.KeyId;
import io.fumarole.firmware.Manifest;
import io.fumarole.server.rest.PackagesResource.PackageView;
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

/// Makes packages of files, however they come.
public final class PackageIntake {
  private static final System.Logger LOG = System.getLogger(PackageIntake.class.getName());

  private static final int LONGEST_TEXT = 128;
  private static final int LONGEST_ID = 64;

  private final PackageStore packages;
  private final ReleaseStore releases;
  private final ContentStore content;
  private final PackageRemoval removal;
  private final Policy policy;
  private final Upload upload;
  private final InstantSource clock;

  /// @param allowUnsigned whether a vendor's own file is taken without our signature
  /// @param autoRelease whether a new release is released at once, and takes more packages
  ///   afterwards
  public record Policy(boolean allowUnsigned, boolean autoRelease) {}

  public PackageIntake(
      PackageStore packages,
      ReleaseStore releases,
      ContentStore content,
      PackageRemoval removal,
      Supplier<Trust> trusted,
      Policy policy,
      InstantSource clock) {
    this.packages = packages;
    this.releases = releases;
    this.content = content;
    this.removal = removal;
    this.policy = policy;
    this.upload = new Upload(content, trusted, policy.allowUnsigned());
    this.clock = clock;
  }

  /// A package just added, with what the operator should know.
  private record Added(@JsonUnwrapped PackageView added, Optional<String> warning) {}

  /// What the query says of a file.
  record Said(
      Optional<PackageId> id,
      Optional<String> name,
      Optional<String> vendor,
      Optional<String> model,
      Optional<String> from,
      Optional<String> to,
      String contentType,
      boolean isOffered,
      List<String> hardware) {
    static Said of(Map<String, List<String>> query) {
      return new Said(
          value(query, "id").map(text -> Input.id(text, PackageId::new)),
          text(query, "name"),
          text(query, "vendor"),
          text(query, "model"),
          text(query, "from"),
          text(query, "to"),
          mediaType(value(query, "contentType").orElse(FirmwarePackage.OCTET_STREAM)),
          flag(query, "offered"),
          hardware(query));
    }

    private static Optional<String> value(Map<String, List<String>> query, String name) {
      return query.getOrDefault(name, List.of()).stream().filter(it -> !it.isBlank()).findFirst();
    }

    private static List<String> hardware(Map<String, List<String>> query) {
      try {
        return Hardware.checked(query.getOrDefault("hardware", List.of()));
      } catch (IllegalArgumentException wrong) {
        throw new BadRequest(String.valueOf(wrong.getMessage()));
      }
    }

    private static Optional<String> text(Map<String, List<String>> query, String name) {
      Optional<String> text = value(query, name).map(String::strip);
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

    private static boolean flag(Map<String, List<String>> query, String name) {
      return switch (value(query, name).orElse("false")) {
        case "true" -> true;
        case "false" -> false;
        default -> throw new BadRequest(name + " is true or false");
      };
    }
  }

  /// Takes in a file, and answers.
  ///
  /// @param sha256 that the file is said to have
  void take(Context context, Said said, Optional<String> sha256, InputStream file) {
    requireNewId(said);
    Upload.Outcome outcome;
    try {
      outcome = upload.take(file, sha256, manifest -> requireNew(described(said, manifest)));
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
    FirmwarePackage fresh = described(said, taken.manifest()).of(taken, clock.instant());
    switch (packages.add(fresh, policy.autoRelease())) {
      case TAKEN -> refuse(fresh, taken(fresh.id()));
      case CLOSED -> refuse(fresh, closed(fresh.release()));
      case DONE -> requireContent(fresh);
    }
    added(context, packages.find(fresh.id()).orElse(fresh), taken);
  }

  /// Somebody else was first, while the file came.
  private void refuse(FirmwarePackage fresh, String words) {
    removal.discard(fresh.sha256());
    throw new BadRequest(HttpStatus.CONFLICT, words);
  }

  /// The same content may have been deleted with its last package between the two steps.
  private void requireContent(FirmwarePackage fresh) {
    if (content.isThere(fresh.sha256())) return;
    packages.delete(fresh.id());
    throw new BadRequest(
        HttpStatus.CONFLICT,
        "a package with the same content was deleted at this moment: send the file again");
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

  /// Before a long transfer, as far as it can be told without the file.
  void requireNewId(Said said) {
    if (said.id().flatMap(packages::find).isPresent())
      throw new BadRequest(HttpStatus.CONFLICT, taken(said.id().get()));
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
    FirmwarePackage of(Upload.Outcome.Taken taken, Instant now) {
      return new FirmwarePackage(
          id,
          name,
          vendor,
          model,
          from,
          to,
          taken.stored().sha256(),
          taken.stored().size(),
          contentType,
          isSigned,
          taken.signedBy().map(KeyId::toString),
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
