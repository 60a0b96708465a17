package io.fumarole.server.download;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.protocol.dlota.InstallStatus;
import io.fumarole.server.StorageWatch;
import io.fumarole.server.http.RequestBody;
import io.fumarole.server.http.RetryAfter;
import io.fumarole.storage.StorageException;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// `/notify/<token>`: the status report after a download with a descriptor, kept as an event of the
/// deployment. The FUMO result over DM decides, not this. Spec: dlota 4.
public final class StatusReports extends Handler.Abstract {
  private static final System.Logger LOG = System.getLogger(StatusReports.class.getName());

  private static final String KIND = "download-report";

  /// One line; more is not read.
  private static final int LONGEST = 1_024;

  /// A session of the same device may change the deployment meanwhile.
  private static final int MOST_TRIES = 10;

  private static final int EVENTS_COMPARED = 1_000;

  private final SignedLinks links;
  private final DeploymentStore deployments;
  private final InstantSource clock;
  private final StorageWatch watch;
  private final RetryAfter retryAfter;

  public StatusReports(
      SignedLinks links,
      DeploymentStore deployments,
      InstantSource clock,
      StorageWatch watch,
      RetryAfter retryAfter) {
    this.links = links;
    this.deployments = deployments;
    this.clock = clock;
    this.watch = watch;
    this.retryAfter = retryAfter;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(SignedLinks.REPORTS)) return false;
    if (!request.getMethod().equals("POST")) {
      response.getHeaders().put(HttpHeader.ALLOW, "POST");
      Words.send(response, callback, 405, "status reports are posted");
      return true;
    }
    // An address that has expired still reports: what happened is worth knowing.
    Optional<Grant> grant = links.read(path.substring(SignedLinks.REPORTS.length()));
    if (grant.isEmpty()) {
      Words.send(response, callback, 404, "no such report: the address is not one of ours");
      return true;
    }
    var in = Content.Source.asInputStream(request);
    switch (RequestBody.read(request, in, LONGEST, RequestBody.LONGEST)) {
      case RequestBody.Whole(var octets) -> {
        try {
          record(grant.get(), octets.utf8());
          Words.send(response, callback, 200, "thank you");
        } catch (StorageException failed) {
          watch.failed(failed);
          Words.sendAway(response, callback, retryAfter, "the report cannot be stored now");
        }
      }
      case RequestBody bad -> Words.send(response, callback, bad.status(), bad.words());
    }
    return true;
  }

  private void record(Grant grant, String body) {
    String words =
        InstallStatus.parse(body)
            .map(status -> "download report %d: %s".formatted(status.code(), status.meaning()))
            .orElse("a download report without a code");
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Optional<Deployment> deployment = deployments.find(grant.deployment());
      if (deployment.isEmpty() || isKnown(grant, words)) return;
      var event =
          new Event(grant.device(), Optional.of(grant.deployment()), clock.instant(), KIND, words);
      if (deployments.update(deployment.get(), event)) return;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "report not recorded deployment={0} report={1}",
        grant.deployment(),
        words);
  }

  /// Devices repeat their report until they hear an answer.
  private boolean isKnown(Grant grant, String words) {
    return deployments
        .events(Optional.of(grant.device()), Optional.of(grant.deployment()), EVENTS_COMPARED)
        .stream()
        .anyMatch(event -> event.kind().equals(KIND) && event.text().equals(words));
  }
}
