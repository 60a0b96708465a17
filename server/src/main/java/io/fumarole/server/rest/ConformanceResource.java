package io.fumarole.server.rest;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.lab.Detail;
import io.fumarole.server.lab.Examinations;
import io.fumarole.storage.ConformanceStore;
import io.fumarole.storage.ConformanceStore.Form;
import io.fumarole.storage.ConformanceStore.Run;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `/devices/{id}/conformance-runs` and `/conformance-runs/{run}`: the conformance kit against a
/// connected device.
public final class ConformanceResource implements RestApi.Resource {
  private static final Duration USUAL_PATIENCE = Duration.ofMinutes(2);
  private static final Duration LONGEST_PATIENCE = Duration.ofHours(2);

  private final Examinations examinations;
  private final ConformanceStore runs;
  private final DeviceStore devices;

  public ConformanceResource(
      Examinations examinations, ConformanceStore runs, DeviceStore devices) {
    this.examinations = examinations;
    this.runs = runs;
    this.devices = devices;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/conformance-cases", this::cases, Scope.READ)
        .get(RestApi.BASE + "/devices/{id}/conformance-runs", this::list, Scope.READ)
        .post(RestApi.BASE + "/devices/{id}/conformance-runs", this::begin, Scope.OPERATE)
        .get(RestApi.BASE + "/conformance-runs/{run}", this::show, Scope.READ)
        .get(RestApi.BASE + "/conformance-runs/{run}/report", this::report, Scope.READ)
        .post(RestApi.BASE + "/conformance-runs/{run}/cancel", this::cancel, Scope.OPERATE)
        .post(RestApi.BASE + "/conformance-runs/{run}/wake", this::wake, Scope.OPERATE);
  }

  /// @param cases ids; absent: those that a device that calls is enough for, and with a package
  ///   those that install it
  /// @param firmware id of a package that the device takes, again and again
  /// @param attended whether somebody is at the device
  /// @param wakes whether it is notified each time that it should open a session
  /// @param patience how long it may stay silent, such as 2m
  record NewRun(
      Optional<List<String>> cases,
      Optional<String> firmware,
      Optional<Boolean> attended,
      Optional<Boolean> wakes,
      Optional<String> patience) {}

  private void cases(Context context) {
    context.json(new ConformanceView.Cases(examinations.cases()));
  }

  private void list(Context context) {
    DeviceId id = device(context);
    context.json(
        new ConformanceView.Runs(
            runs.list(id, ConformanceStore.MOST_OF_A_DEVICE).stream()
                .map(it -> ConformanceView.Summary.of(it, Detail.read(it.detail())))
                .toList()));
  }

  private DeviceId device(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    if (devices.find(id).isEmpty()) throw new BadRequest(HttpStatus.NOT_FOUND, "no device " + id);
    return id;
  }

  private Run run(Context context) {
    String id = context.pathParam("run");
    return runs.find(id)
        .orElseThrow(() -> new BadRequest(HttpStatus.NOT_FOUND, "no conformance run " + id));
  }

  private void begin(Context context) {
    NewRun given = Input.json(context, NewRun.class);
    var order =
        new Examinations.Order(
            Input.id(context.pathParam("id"), DeviceId::new),
            given.cases().orElse(List.of()),
            given.firmware().map(it -> Input.id(it, PackageId::new)),
            given.attended().orElse(false),
            given.wakes().orElse(false),
            patience(given),
            Caller.of(context).map(Caller::name).orElse(""));
    if (given.cases().filter(List::isEmpty).isPresent())
      throw BadRequest.of("cases", "it names at least one; without it the usual ones are played");
    switch (examinations.begin(order)) {
      case Examinations.Outcome.Begun(var run) -> {
        context.status(HttpStatus.CREATED);
        context.json(ConformanceView.Whole.of(run));
      }
      case Examinations.Outcome.Refused(var why, var words) ->
          Problem.send(context, status(why), words);
    }
  }

  private static HttpStatus status(Examinations.Why why) {
    return switch (why) {
      case UNKNOWN -> HttpStatus.NOT_FOUND;
      case CONFLICT, UNAVAILABLE -> HttpStatus.CONFLICT;
      case UNSUITABLE -> HttpStatus.UNPROCESSABLE_CONTENT;
    };
  }

  private static Duration patience(NewRun given) {
    if (given.patience().isEmpty()) return USUAL_PATIENCE;
    Duration patience = Input.duration("patience", given.patience().get());
    boolean isGood =
        patience.compareTo(Duration.ofSeconds(1)) >= 0 && patience.compareTo(LONGEST_PATIENCE) <= 0;
    if (!isGood) throw BadRequest.of("patience", "it is a time from 1s to 2h");
    return patience;
  }

  private void show(Context context) {
    context.json(ConformanceView.Whole.of(run(context)));
  }

  private void cancel(Context context) {
    Run run = run(context);
    String by = Caller.of(context).map(Caller::name).orElse("");
    if (!examinations.cancel(run.id(), by)) throw ended(run);
    context.json(ConformanceView.Whole.of(run(context)));
  }

  private static BadRequest ended(Run run) {
    return new BadRequest(HttpStatus.CONFLICT, "conformance run " + run.id() + " has ended");
  }

  private void wake(Context context) {
    Run run = run(context);
    if (!run.state().isOpen()) throw ended(run);
    examinations
        .wake(run.id())
        .ifPresent(
            why -> {
              throw new BadRequest(HttpStatus.CONFLICT, why);
            });
    context.json(ConformanceView.Whole.of(run(context)));
  }

  private void report(Context context) {
    Run run = run(context);
    Form form =
        Input.query(context, "format")
            .map(word -> Input.word("format", word, Form.values()))
            .orElse(Form.HTML);
    Octets octets =
        runs.report(run.id(), form)
            .orElseThrow(
                () ->
                    new BadRequest(
                        HttpStatus.NOT_FOUND,
                        "conformance run %s is %s: it has no report"
                            .formatted(run.id(), Input.word(run.state()))));
    switch (form) {
      case HTML -> Streamed.page(context, out -> out.write(octets.toByteArray()));
      case JSON -> file(context, run, "json", "application/json", octets);
      case JUNIT -> file(context, run, "xml", "application/xml", octets);
    }
  }

  private static void file(Context context, Run run, String ending, String type, Octets octets) {
    context.header(
        Header.CONTENT_DISPOSITION,
        "attachment; filename=\"conformance-%s.%s\"".formatted(run.id(), ending));
    Streamed.send(context, type, out -> out.write(octets.toByteArray()));
  }
}
