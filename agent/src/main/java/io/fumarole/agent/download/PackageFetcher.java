package io.fumarole.agent.download;

import io.fumarole.agent.download.Downloader.Expected;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.update.PackageSource;
import io.fumarole.protocol.dlota.Descriptor;
import io.fumarole.protocol.dlota.DescriptorCodec;
import io.fumarole.protocol.dlota.DescriptorReading;
import io.fumarole.protocol.dlota.DownloadOutcome;
import io.fumarole.protocol.dlota.DownloadOutcome.Ended;
import io.fumarole.protocol.dlota.InstallStatus;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Brings the package behind a `PkgURL`, which leads to it or to a descriptor of it. Spec: dlota 1
/// and 3.
public final class PackageFetcher implements PackageSource {
  private final Downloader downloader;
  private final InstallNotifier notifier;
  private final Progress progress;
  private final AgentLog log;

  public PackageFetcher(
      Downloader downloader, InstallNotifier notifier, Progress progress, AgentLog log) {
    this.downloader = downloader;
    this.notifier = notifier;
    this.progress = progress;
    this.log = log;
  }

  @Override
  public Delivered fetch(String url, Path part, Inspection inspection) throws InterruptedException {
    log.say("download", "from", origin(url));
    return switch (downloader.fetch(url, part, Expected.ANYTHING, progress)) {
      case Fetched.Complete _ -> inspect(part, inspection).delivered();
      case Fetched.Failed(var outcome, var why) -> new Delivered.Missed(outcome.resultCode(), why);
      case Fetched.Descriptor(var content) ->
          switch (DescriptorCodec.read(content)) {
            case DescriptorReading.Read(var descriptor) -> object(descriptor, part, inspection);
            case DescriptorReading.Unusable(var status, var why, var notify) ->
                end(notify, new End(new DownloadOutcome.Reported(status), why)).delivered();
          };
    };
  }

  private Delivered object(Descriptor descriptor, Path part, Inspection inspection)
      throws InterruptedException {
    Expected expected = new Expected(OptionalLong.of(descriptor.size()));
    End end =
        switch (downloader.fetch(descriptor.objectUri(), part, expected, progress)) {
          case Fetched.Complete(_, var type) ->
              isOneOf(type, descriptor)
                  ? inspect(part, inspection)
                  : new End(
                      Ended.TYPE_MISMATCH,
                      "type " + type + ", but the descriptor says " + descriptor.types());
          case Fetched.Failed(var outcome, var why) -> new End(outcome, why);
          case Fetched.Descriptor _ ->
              new End(
                  new DownloadOutcome.Reported(InstallStatus.NON_ACCEPTABLE_CONTENT),
                  "the descriptor leads to another descriptor");
        };
    return end(descriptor.installNotifyUri(), end).delivered();
  }

  private static boolean isOneOf(String type, Descriptor descriptor) {
    return descriptor.types().stream()
        .anyMatch(listed -> listed.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals(type));
  }

  /// Every outcome is reported, good or bad; the FUMO operation goes on whatever becomes of that
  /// report. Spec: dlota 3.
  private End end(Optional<String> notifyUri, End end) throws InterruptedException {
    if (notifyUri.isPresent()) notifier.report(notifyUri.get(), end.outcome().installStatus());
    return end;
  }

  /// A package that is bad would be as bad the next time: it is not kept.
  private End inspect(Path part, Inspection inspection) {
    try {
      return switch (inspection.inspect(part)) {
        case Verdict.Good() -> new End(Ended.STORED, "");
        case Verdict.Bad(var code, var why) -> {
          downloader.discard(part);
          yield new End(refused(code), why, code);
        }
      };
    } catch (IOException e) {
      return new End(Ended.DEVICE_ABORTED, "the package cannot be read: " + e.getMessage());
    }
  }

  /// The DLOTA status that fits a package which was found bad. Spec: dlota 6.
  private static DownloadOutcome refused(ResultCode code) {
    if (code.equals(ResultCode.CORRUPTED_PACKAGE)) return Ended.WRONG_DIGEST;
    if (code.equals(ResultCode.FAILED_VALIDATION)) return Ended.BAD_SIGNATURE;
    if (code.equals(ResultCode.DEVICE_MISMATCH)) return Ended.WRONG_DEVICE;
    return new DownloadOutcome.Reported(InstallStatus.NON_ACCEPTABLE_CONTENT);
  }

  /// A signed URL carries its authority in path or query: only where it leads goes into the log.
  private static String origin(String url) {
    int host = url.indexOf("://");
    int path = host < 0 ? -1 : url.indexOf('/', host + 3);
    return path < 0 ? url : url.substring(0, path) + "/…";
  }

  /// How it ended, for both reports.
  private record End(DownloadOutcome outcome, String why, ResultCode code) {
    End(DownloadOutcome outcome, String why) {
      this(outcome, why, outcome.resultCode());
    }

    Delivered delivered() {
      return outcome == Ended.STORED ? new Delivered.Arrived() : new Delivered.Missed(code, why);
    }
  }
}
