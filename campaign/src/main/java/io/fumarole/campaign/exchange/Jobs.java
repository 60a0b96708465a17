package io.fumarole.campaign.exchange;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Choice;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.device.Device;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.Job;
import io.fumarole.protocol.fumo.Operation;
import java.util.Optional;

/// Makes a chosen operation into a job for the dialogue, and into an attempt for the record.
final class Jobs {
  private final Work work;
  private final Deployment deployment;
  private final FirmwarePackage firmwarePackage;

  Jobs(Work work, Deployment deployment, FirmwarePackage firmwarePackage) {
    this.work = work;
    this.deployment = deployment;
    this.firmwarePackage = firmwarePackage;
  }

  Job job(Choice.Chosen chosen, int answerSeconds) {
    Device device = work.device();
    FumoObject object = device.object().orElseThrow();
    return new Job(
        deployment.nextCorrelator(),
        chosen.operation(),
        chosen.delivery().map(this::artifact),
        object,
        work.profile().dialect(),
        true,
        question(chosen.operation(), answerSeconds),
        Optional.of(new Job.Label(firmwarePackage.name(), firmwarePackage.toVersion())),
        isClean(object, chosen.operation()));
  }

  Attempt attempt(Job job, Delivery delivery) {
    Optional<String> url =
        job.artifact()
            .flatMap(
                artifact ->
                    artifact instanceof Job.Artifact.Url(var text)
                        ? Optional.of(text)
                        : Optional.empty());
    return new Attempt(
        job.correlator(),
        job.operation(),
        delivery,
        url,
        Attempt.Step.PREPARED,
        Optional.empty(),
        work.now());
  }

  /// The user is asked before what restarts the device; a download alone disturbs nobody.
  private Optional<Job.Question> question(Operation operation, int answerSeconds) {
    return deployment
        .wish()
        .question()
        .filter(_ -> operation != Operation.DOWNLOAD)
        .map(text -> new Job.Question(text, answerSeconds, leavesChoice()));
  }

  private boolean leavesChoice() {
    return work.profile().patience().asking().leavesChoice(work.now());
  }

  private Job.Artifact artifact(Delivery delivery) {
    return switch (delivery) {
      case DM ->
          new Job.Artifact.Content(
              new Task.Blob(firmwarePackage.sha256(), firmwarePackage.size()),
              firmwarePackage.contentType());
      case DIRECT, DESCRIPTOR ->
          new Job.Artifact.Url(
              work.circumstances()
                  .links()
                  .link(
                      new DownloadLinks.Wanted(
                          deployment.device(),
                          deployment.id(),
                          firmwarePackage,
                          delivery,
                          work.profile().redirects()),
                      work.now()));
    };
  }

  /// Whether what the device holds under the operation's node can do no harm if it is run by
  /// mistake: nothing at all, or an address of ours.
  private boolean isClean(FumoObject object, Operation operation) {
    String url = object.urls().get(operation);
    return url != null && (url.isEmpty() || work.circumstances().links().isOurs(url));
  }
}
