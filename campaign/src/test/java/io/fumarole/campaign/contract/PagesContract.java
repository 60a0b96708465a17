package io.fumarole.campaign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.ReleaseStore;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore.Entry;
import io.fumarole.campaign.paging.Before;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.protocol.syncml.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What the lists promise that go from the newest to the oldest: whoever reads them page by page
/// sees each row once, also where many are of one time.
public abstract class PagesContract extends StoreContract {
  /// Of each letter a row; the digit is its second.
  private static final List<String> ROWS = List.of("c1", "a1", "e2", "b1", "d0", "f2", "g1");

  private static final List<String> IN_ORDER = List.of("e2", "f2", "a1", "b1", "c1", "g1", "d0");

  private static Instant time(String row) {
    return NOW.plusSeconds(row.charAt(1) - '0');
  }

  private interface Listed<T> {
    List<T> page(Before before, int limit);
  }

  private static <T> void assertPaged(
      Listed<T> list, Function<T, String> name, Function<T, Before> placeOf) {
    for (int limit : new int[] {1, 2, 3, 7, 8}) {
      List<String> seen = new ArrayList<>();
      Before before = Before.ALL;
      List<T> page;
      do {
        page = list.page(before, limit);
        assertThat(page).hasSizeLessThanOrEqualTo(limit);
        page.forEach(it -> seen.add(name.apply(it)));
        if (!page.isEmpty()) before = placeOf.apply(page.getLast());
      } while (!page.isEmpty());
      assertThat(seen).as("in pages of %d", limit).isEqualTo(IN_ORDER);
    }
  }

  @Test
  void deployments() {
    stores().packages().add(firmware("p1", "2.0"));
    for (String row : ROWS) {
      stores().devices().add(device(new DeviceId(row)));
      Deployment deployment = created(row, new DeviceId(row));
      assertThat(stores().deployments().add(deployment, event(deployment))).isTrue();
    }
    assertPaged(
        (before, limit) -> stores().deployments().list(Optional.empty(), before, limit),
        it -> it.id().value(),
        it -> new Before(it.created(), it.id().value()));
  }

  @Test
  void deploymentsOfADevice() {
    stores().packages().add(firmware("p1", "2.0"));
    stores().devices().add(device(DEVICE));
    stores().devices().add(device(OTHER));
    Deployment others = created("h1", OTHER);
    stores().deployments().add(others, event(others));
    for (String row : ROWS) {
      Deployment deployment = created(row, DEVICE);
      assertThat(stores().deployments().add(deployment, event(deployment))).isTrue();
      stores().deployments().update(ended(deployment), event(deployment));
    }
    assertPaged(
        (before, limit) -> stores().deployments().list(Optional.of(DEVICE), before, limit),
        it -> it.id().value(),
        it -> new Before(it.created(), it.id().value()));
  }

  private static Deployment created(String id, DeviceId device) {
    Deployment it = deployment(id, device);
    return Deployment.scheduled(
        it.id(), device, it.packageId(), it.toVersion(), it.wish(), time(id), it.deadline());
  }

  @Test
  void sessions() {
    for (String row : ROWS) stores().traces().append(List.of(entry(row)));
    stores().flush();
    assertPaged(
        (before, limit) -> stores().traces().sessions(Optional.of(DEVICE), before, limit),
        it -> it.session(),
        it -> new Before(it.last(), it.session()));
    assertPaged(
        (before, limit) -> stores().traces().sessions(Optional.empty(), before, limit),
        it -> it.session(),
        it -> new Before(it.last(), it.session()));
  }

  private static Entry entry(String session) {
    return new Entry(
        session,
        "1F",
        DEVICE,
        time(session),
        true,
        "application/vnd.syncml.dm+xml",
        Octets.utf8("a message"),
        9,
        Optional.empty());
  }

  @Test
  void campaigns() {
    for (String row : ROWS)
      assertThat(stores().campaigns().add(Campaign.draft(new CampaignId(row), plan(), time(row))))
          .isTrue();
    assertPaged(
        (before, limit) -> stores().campaigns().list(before, limit),
        it -> it.id().value(),
        it -> new Before(it.created(), it.id().value()));
  }

  @Test
  void packagesAndReleases() {
    for (String row : ROWS) {
      FirmwarePackage added = offered(firmware(row, row), "M-1", time(row));
      assertThat(stores().packages().add(added)).isTrue();
    }
    assertPaged(
        (before, limit) -> stores().packages().list(before, limit),
        it -> it.id().value(),
        it -> new Before(it.added(), it.id().value()));
    assertPaged(
        (before, limit) -> stores().releases().releases(Optional.empty(), before, limit),
        it -> it.id().version(),
        it -> new Before(it.changed(), ReleaseStore.key(it.id())));
    assertPaged(
        (before, limit) -> stores().releases().releases(Optional.of("M-1"), before, limit),
        it -> it.id().version(),
        it -> new Before(it.changed(), ReleaseStore.key(it.id())));
  }
}
