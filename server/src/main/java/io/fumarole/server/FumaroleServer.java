package io.fumarole.server;

import io.fumarole.campaign.exchange.Steps;
import io.fumarole.server.dm.DmEndpoint;
import io.fumarole.server.dm.LiveTrace;
import io.fumarole.server.download.SignedLinks;
import io.fumarole.server.http.HttpServer;
import io.fumarole.server.lab.Examinations;
import io.fumarole.server.lab.RehearsalDesk;
import io.fumarole.server.stream.Watch;
import io.fumarole.server.telemetry.Telemetry;
import io.fumarole.server.webhook.Webhooking;
import io.fumarole.storage.Database;
import io.fumarole.storage.Settings;
import io.fumarole.storage.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/// A running server: its parts put together, and where it listens.
public final class FumaroleServer implements AutoCloseable {
  private final Stores stores;
  private final HttpServer http;
  private final DueWorker worker;
  private final Notifying notifying;
  private final Webhooking webhooking;
  private final LiveTrace trace;
  private final Metering metering;
  private final Optional<Telemetry> telemetry;
  private final Watch watch;
  private final RehearsalDesk rehearsals;
  private final Examinations examinations;
  private final ApiToken token;
  private final Path tokenFile;
  private final String publicUrl;
  private final SignedLinks links;

  FumaroleServer(
      Stores stores,
      HttpServer http,
      DueWorker worker,
      Notifying notifying,
      Webhooking webhooking,
      LiveTrace trace,
      Metering metering,
      Optional<Telemetry> telemetry,
      Watch watch,
      RehearsalDesk rehearsals,
      Examinations examinations,
      ApiToken token,
      Path tokenFile,
      String publicUrl,
      SignedLinks links) {
    this.stores = stores;
    this.http = http;
    this.worker = worker;
    this.notifying = notifying;
    this.webhooking = webhooking;
    this.trace = trace;
    this.metering = metering;
    this.telemetry = telemetry;
    this.watch = watch;
    this.rehearsals = rehearsals;
    this.examinations = examinations;
    this.token = token;
    this.tokenFile = tokenFile;
    this.publicUrl = publicUrl;
    this.links = links;
  }

  public static FumaroleServer start(ServerSettings settings) throws IOException {
    return start(settings, InstantSource.system());
  }

  public static FumaroleServer start(ServerSettings settings, Brought brought) throws IOException {
    return start(settings, InstantSource.system(), Steps.UNWATCHED, brought);
  }

  /// @throws IOException when the data directory or the port cannot be used, saying which
  public static FumaroleServer start(ServerSettings settings, InstantSource clock)
      throws IOException {
    return start(settings, clock, Steps.UNWATCHED);
  }

  /// @param steps told of each step of an exchange
  public static FumaroleServer start(ServerSettings settings, InstantSource clock, Steps steps)
      throws IOException {
    return start(settings, clock, steps, Brought.NOTHING);
  }

  static FumaroleServer start(
      ServerSettings settings, InstantSource clock, Steps steps, Brought brought)
      throws IOException {
    Settings storage =
        settings.content().of(settings.database().of(Settings.DEFAULT)).withSteps(steps);
    Stores stores = Database.open(settings.data(), storage);
    try {
      return new Assembly(new Parts(settings, clock, stores, brought), steps).start();
    } catch (IOException | RuntimeException e) {
      stores.close();
      throw e;
    }
  }

  static String version() {
    return Optional.ofNullable(FumaroleServer.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  public int port() {
    return http.port();
  }

  /// Where devices and operators reach the server, without a slash at the end.
  public String url() {
    return publicUrl;
  }

  /// What devices are given as the server's address.
  public String dmUrl() {
    return publicUrl + DmEndpoint.PATH;
  }

  /// The API token, only at the start that made it.
  public Optional<String> freshToken() {
    return token.fresh();
  }

  /// Where a new token was written.
  public Path tokenFile() {
    return tokenFile;
  }

  /// The messages as they come and go.
  public LiveTrace trace() {
    return trace;
  }

  /// Makes the addresses that devices download from.
  public SignedLinks links() {
    return links;
  }

  /// What drives the time limits.
  DueWorker worker() {
    return worker;
  }

  public Stores stores() {
    return stores;
  }

  /// Answers what is at work, writes what is behind, and closes the database.
  public void stop() {
    worker.stop();
    watch.close();
    http.stop();
    rehearsals.close();
    examinations.close();
    metering.metrics().close();
    notifying.close();
    webhooking.close();
    telemetry.ifPresent(Telemetry::close);
    stores.close();
  }

  @Override
  public void close() {
    stop();
  }
}
