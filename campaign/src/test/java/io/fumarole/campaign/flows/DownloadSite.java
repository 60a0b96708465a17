package io.fumarole.campaign.flows;

import io.fumarole.protocol.dlota.Descriptor;
import io.fumarole.protocol.dlota.DescriptorCodec;
import io.fumarole.protocol.dlota.DescriptorReading;
import io.fumarole.protocol.dlota.DownloadOutcome;
import io.fumarole.protocol.dlota.InstallStatus;
import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a device finds under the addresses it is given: packages and descriptors, without a
/// network. Descriptors are followed and answered as DL OTA says.
final class DownloadSite {
  static final String NOTIFY = "https://dl.fota.example/notify";

  /// Octets that the device has room for.
  private static final long FREE = 1 << 24;

  private final Map<String, Octets> pages = new HashMap<>();
  private final List<String> fetched = new ArrayList<>();
  private final List<InstallStatus> notified = new ArrayList<>();
  private Optional<DownloadOutcome> trouble = Optional.empty();

  /// What came of a download.
  record Fetched(DownloadOutcome outcome, Octets content) {}

  void put(String url, Octets content) {
    pages.put(url, content);
  }

  /// Puts a descriptor of the package at `packageUrl`.
  void describe(String url, String packageUrl, Octets content) {
    var descriptor = Descriptor.of("application/octet-stream", content.length(), packageUrl);
    pages.put(url, DescriptorCodec.write(descriptor.withInstallNotifyUri(NOTIFY)));
    put(packageUrl, content);
  }

  /// Has the next download end so.
  void failWith(DownloadOutcome outcome) {
    trouble = Optional.of(outcome);
  }

  Fetched fetch(String url) {
    fetched.add(url);
    Octets page = pages.getOrDefault(url, Octets.EMPTY);
    return url.endsWith(".dd") ? follow(page) : content(page);
  }

  private Fetched follow(Octets page) {
    DescriptorReading reading =
        DescriptorCodec.read(page, FREE, Set.of("application/octet-stream"));
    Fetched end =
        switch (reading) {
          case DescriptorReading.Read(var descriptor) -> {
            fetched.add(descriptor.objectUri());
            yield content(pages.getOrDefault(descriptor.objectUri(), Octets.EMPTY));
          }
          case DescriptorReading.Unusable(var status, _, _) ->
              new Fetched(new DownloadOutcome.Reported(status), Octets.EMPTY);
        };
    notified.add(end.outcome().installStatus());
    return end;
  }

  private Fetched content(Octets page) {
    Optional<DownloadOutcome> wrong = trouble;
    trouble = Optional.empty();
    if (wrong.isPresent()) return new Fetched(wrong.get(), Octets.EMPTY);
    return page.length() == 0
        ? new Fetched(new DownloadOutcome.HttpRefused(404), Octets.EMPTY)
        : new Fetched(DownloadOutcome.Ended.STORED, page);
  }

  /// Every address asked for, in order.
  List<String> fetched() {
    return List.copyOf(fetched);
  }

  /// What went to the descriptors' installNotifyURI.
  List<InstallStatus> notified() {
    return List.copyOf(notified);
  }
}
