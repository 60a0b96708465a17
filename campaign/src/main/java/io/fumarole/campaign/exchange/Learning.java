package io.fumarole.campaign.exchange;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Choice;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentLife;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending.Cause;
import io.fumarole.campaign.device.Device;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Finding;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.Job;
import io.fumarole.protocol.fumo.Operation;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What the findings of a talk change: the device's record, and its deployments.
final class Learning {
  private final Work work;
  private final Optional<Long> maxObjSize;

  /// @param maxObjSize what the device said in this session
  Learning(Work work, Optional<Long> maxObjSize) {
    this.work = work;
    this.maxObjSize = maxObjSize;
  }

  /// What reading the device has shown.
  void read(Finding finding) {
    Device device = work.device();
    switch (finding) {
      case Finding.Read(var values) -> {
        Map<String, String> more = new HashMap<>(device.inventory());
        more.putAll(values);
        work.put(device.withInventory(more));
      }
      case Finding.ObjectRead(var object) -> work.put(device.withObject(withKnownUrls(object)));
      case Finding.NoObject(var words) -> {
        work.event(work.open(), "inspected", words);
        work.open().ifPresent(d -> work.put(withoutObject(d, words)));
      }
      case Finding.UrlWritten _,
          Finding.PackageStored _,
          Finding.DeliveryRefused _,
          Finding.ExecSent _,
          Finding.ExecAccepted _,
          Finding.ExecRefused _,
          Finding.ExecInDoubt _,
          Finding.SequenceRefused _,
          Finding.UserDeclined _,
          Finding.UserAway _ -> {}
    }
  }

  private Deployment withoutObject(Deployment deployment, String words) {
    return deployment.ended(DeploymentState.FAILED, Cause.NO_OBJECT, words, work.now());
  }

  /// A short check reads no URLs: what is known of them stays.
  private FumoObject withKnownUrls(FumoObject read) {
    Map<Operation, String> urls = new EnumMap<>(Operation.class);
    work.device().object().ifPresent(known -> urls.putAll(known.urls()));
    urls.putAll(read.urls());
    return new FumoObject(read.root(), read.parts(), read.state(), urls);
  }

  /// What came of a deployment's commands.
  void worked(String id, Job job, Finding finding) {
    Optional<Delivery> delivery =
        work.deployment(id).flatMap(d -> d.attempt(job.correlator())).map(Attempt::delivery);
    work.deployment(id)
        .filter(d -> !d.state().isEnd())
        .ifPresent(d -> work.put(found(d, finding, delivery)));
    if (finding instanceof Finding.UrlWritten || finding instanceof Finding.ExecSent) remember(job);
  }

  private Deployment found(Deployment was, Finding finding, Optional<Delivery> delivery) {
    if (finding instanceof Finding.ExecRefused(var correlator, var status)
        && DeploymentLife.saysUnable(was, correlator, status)) {
      Deployment unable = DeploymentLife.unable(was, correlator, status, work.now());
      if (hasAnotherWay(unable)) return unable;
    }
    return DeploymentLife.found(was, finding, delivery, work.profile(), work.now());
  }

  private boolean hasAnotherWay(Deployment deployment) {
    return work.packageOf(deployment)
        .map(p -> Choice.of(deployment, work.device(), work.profile(), p, maxObjSize))
        .filter(choice -> choice instanceof Choice.Chosen)
        .isPresent();
  }

  /// What PkgURL holds from now on is known: it was written by us.
  private void remember(Job job) {
    if (!(job.artifact().orElse(null) instanceof Job.Artifact.Url(var url))) return;
    FumoObject object = work.device().object().orElse(job.object());
    Map<Operation, String> urls = new EnumMap<>(Operation.class);
    urls.putAll(object.urls());
    urls.put(job.operation(), url);
    work.put(
        work.device()
            .withObject(new FumoObject(object.root(), object.parts(), object.state(), urls)));
  }
}
