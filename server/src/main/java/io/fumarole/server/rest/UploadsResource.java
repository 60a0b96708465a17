package io.fumarole.server.rest;

import io.fumarole.server.http.Uploads;
import io.fumarole.storage.UploadsOnDisk;
import io.fumarole.storage.UploadsOnDisk.About;
import io.fumarole.storage.UploadsOnDisk.Outcome;
import io.fumarole.storage.UploadsOnDisk.Upload;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/uploads`: files that come piece by piece and become packages when they are complete.
public final class UploadsResource implements RestApi.Resource {
  private static final String OFFSET = "Upload-Offset";

  private final UploadsOnDisk uploads;
  private final PackageIntake intake;
  private final InstantSource clock;

  public UploadsResource(UploadsOnDisk uploads, PackageIntake intake, InstantSource clock) {
    this.uploads = uploads;
    this.intake = intake;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/uploads", this::list, Scope.READ)
        .post(RestApi.BASE + "/uploads", this::begin, Scope.RELEASE)
        .get(RestApi.BASE + "/uploads/{id}", this::show, Scope.READ)
        .patch(RestApi.BASE + "/uploads/{id}", this::append, Scope.RELEASE)
        .delete(RestApi.BASE + "/uploads/{id}", this::remove, Scope.RELEASE)
        .post(RestApi.BASE + "/uploads/{id}/finish", this::finish, Scope.RELEASE);
  }

  /// @param offset how much has come, and where the next piece begins
  /// @param said what the file is, as when it was begun
  private record UploadView(
      String id,
      long size,
      long offset,
      Optional<String> sha256,
      Map<String, List<String>> said,
      Instant begun,
      Instant expires) {
    static UploadView of(Upload it) {
      About about = it.about();
      return new UploadView(
          it.id(),
          about.size(),
          it.offset(),
          about.sha256(),
          about.said(),
          about.begun(),
          about.expires());
    }
  }

  private void list(Context context) {
    List<UploadView> page =
        uploads.list(clock.instant()).stream()
            .limit(Input.limit(context))
            .map(UploadView::of)
            .toList();
    context.json(Map.of("uploads", page));
  }

  private void begin(Context context) {
    Map<String, List<String>> said = new HashMap<>(context.queryParamMap());
    said.keySet().removeAll(List.of("size", "sha256"));
    intake.requireNewId(PackageIntake.Said.of(said));
    var about = new About(size(context), sha256(context), said, clock.instant());
    answer(context, uploads.begin(about), HttpStatus.CREATED);
  }

  private static long size(Context context) {
    String text = Input.needed(Input.query(context, "size"), "size");
    long size = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    if (size < 1 || size > io.fumarole.server.rest.Upload.LARGEST)
      throw new BadRequest(
          "size is a number of octets from 1 to " + io.fumarole.server.rest.Upload.LARGEST);
    return size;
  }

  private static Optional<String> sha256(Context context) {
    Optional<String> given = Input.query(context, "sha256");
    if (given.filter(it -> !it.matches("[0-9a-f]{64}")).isPresent())
      throw new BadRequest("sha256 has 64 lower-case hex digits");
    return given;
  }

  private void show(Context context) {
    uploads
        .find(context.pathParam("id"), clock.instant())
        .ifPresentOrElse(it -> answer(context, it), () -> unknown(context));
  }

  private static void answer(Context context, Upload upload) {
    context.header(OFFSET, String.valueOf(upload.offset()));
    context.json(UploadView.of(upload));
  }

  private static void unknown(Context context) {
    Problem.send(
        context,
        HttpStatus.NOT_FOUND,
        "no upload %s: it is finished, or expired; begin another"
            .formatted(context.pathParam("id")));
  }

  private void append(Context context) {
    InputStream piece = Uploads.stream(context);
    try {
      long offset = offset(context);
      answer(
          context,
          uploads.append(context.pathParam("id"), offset, piece, clock.instant()),
          HttpStatus.OK);
    } catch (IOException broken) {
      throw new BadRequest("the piece broke off: ask for the offset, and go on there");
    } finally {
      Uploads.drain(piece);
    }
  }

  private static long offset(Context context) {
    String text = Optional.ofNullable(context.header(OFFSET)).orElse("");
    if (!text.matches("[0-9]{1,18}"))
      throw new BadRequest("the header " + OFFSET + " says where the piece begins, in octets");
    return Long.parseLong(text);
  }

  private void remove(Context context) {
    if (uploads.remove(context.pathParam("id"), clock.instant()))
      context.json(Map.of("deleted", "upload " + context.pathParam("id")));
    else unknown(context);
  }

  private void finish(Context context) {
    String id = context.pathParam("id");
    Optional<Upload> found = uploads.find(id, clock.instant());
    try {
      Outcome outcome =
          uploads.finish(
              id,
              clock.instant(),
              file -> {
                About about = found.orElseThrow().about();
                intake.take(context, PackageIntake.Said.of(about.said()), about.sha256(), file);
              });
      // The answer is the intake's, when it came to that.
      if (!(outcome instanceof Outcome.Done)) answer(context, outcome, HttpStatus.OK);
    } catch (BadRequest refused) {
      uploads.remove(id, clock.instant());
      throw refused;
    } catch (IOException failed) {
      throw new BadRequest(
          HttpStatus.INSUFFICIENT_STORAGE, "the upload could not be read: " + failed.getMessage());
    }
  }

  private static void answer(Context context, Outcome outcome, HttpStatus done) {
    switch (outcome) {
      case Outcome.Done(var upload) -> {
        context.status(done);
        answer(context, upload);
      }
      case Outcome.Unknown() -> unknown(context);
      case Outcome.Busy() ->
          Problem.send(
              context, HttpStatus.CONFLICT, "somebody is at work on this upload: try again");
      case Outcome.WrongOffset(var upload) -> {
        context.header(OFFSET, String.valueOf(upload.offset()));
        Problem.send(
            context,
            HttpStatus.CONFLICT,
            "%d of %d octets are here: go on there"
                .formatted(upload.offset(), upload.about().size()));
      }
      case Outcome.TooLong(var upload) ->
          Problem.send(
              context,
              HttpStatus.CONTENT_TOO_LARGE,
              "%d octets were announced, and more were sent: nothing of the piece was kept"
                  .formatted(upload.about().size()));
      case Outcome.Full(var words) ->
          Problem.send(
              context, HttpStatus.INSUFFICIENT_STORAGE, words + ": finish or delete others first");
    }
  }
}
