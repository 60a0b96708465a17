package io.fumarole.server.lab;

import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.lab.ConformanceRoom.Card;
import io.fumarole.server.lab.ConformanceRoom.Firmware;
import io.fumarole.server.lab.Examinations.Order;
import io.fumarole.server.lab.Examinations.Outcome;
import io.fumarole.server.lab.Examinations.Why;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether what is ordered can be played to a device, and with what.
record Fitness(List<Card> cards, PackageStore packages, ContentStore content) {
  /// A package is held in memory while it is served.
  static final long LARGEST_PACKAGE = 64L << 20;

  Optional<Outcome> refusal(Device device, ModelProfile profile, Order order) {
    return accounts(device, profile)
        .or(() -> reach(device, order))
        .or(() -> unknownCase(order))
        .map(words -> refused(Why.UNSUITABLE, words))
        .or(() -> rotation(device).map(words -> refused(Why.CONFLICT, words)));
  }

  private static Outcome refused(Why why, String words) {
    return new Outcome.Refused(why, words);
  }

  private static Optional<String> accounts(Device device, ModelProfile profile) {
    if (profile.clientScheme() != AuthScheme.NONE && device.client().isEmpty())
      return Optional.of("device %s has no client account: give it one".formatted(device.id()));
    if (profile.serverScheme() != AuthScheme.NONE && device.server().isEmpty())
      return Optional.of("device %s has no server account: give it one".formatted(device.id()));
    return Optional.empty();
  }

  private static Optional<String> reach(Device device, Order order) {
    return order.wakes() && !isReachable(device)
        ? Optional.of(unreachable(device))
        : Optional.empty();
  }

  static String unreachable(Device device) {
    return "device %s cannot be notified: it needs an address and a server account"
        .formatted(device.id());
  }

  static boolean isReachable(Device device) {
    return device.address().isPresent() && device.server().isPresent();
  }

  private Optional<String> unknownCase(Order order) {
    Set<String> unknown = new HashSet<>(order.cases());
    cards.forEach(card -> unknown.remove(card.id()));
    return unknown.stream()
        .sorted()
        .findFirst()
        .map("no case '%s': GET /conformance/cases lists those there are"::formatted);
  }

  private static Optional<String> rotation(Device device) {
    return device
        .rotation()
        .map(
            _ ->
                "new secrets are on their way to device %s: wait until it has shown them"
                    .formatted(device.id()));
  }

  /// Ids in the order of the kit. Where none are named: those that a device that calls is enough
  /// for, and with a package those that install it.
  List<String> chosen(Order order) {
    Set<String> named = Set.copyOf(order.cases());
    return cards.stream()
        .filter(card -> named.isEmpty() ? isUsual(card, order) : named.contains(card.id()))
        .map(Card::id)
        .toList();
  }

  private static boolean isUsual(Card card, Order order) {
    boolean isLacking = card.needsPackage() && order.firmware().isEmpty();
    return !isLacking && !card.needsNotification() && card.hands().isEmpty();
  }

  /// The package that goes along.
  sealed interface Cargo {
    record Nothing() implements Cargo {}

    record Fit(Firmware firmware) implements Cargo {}

    record Unfit(String words) implements Cargo {}
  }

  Cargo cargo(Order order, Device device) {
    if (order.firmware().isEmpty()) return new Cargo.Nothing();
    PackageId id = order.firmware().get();
    Optional<FirmwarePackage> found = packages.find(id);
    if (found.isEmpty()) return new Cargo.Unfit("no package " + id);
    FirmwarePackage wanted = found.get();
    boolean isOther = device.model().filter(it -> !it.equals(wanted.model())).isPresent();
    if (isOther)
      return new Cargo.Unfit(
          "package %s is for %s, and the device is a %s"
              .formatted(id, wanted.model(), device.model().orElse("")));
    if (wanted.size() > LARGEST_PACKAGE)
      return new Cargo.Unfit(
          "package %s has %,d octets: the kit serves at most %,d"
              .formatted(id, wanted.size(), LARGEST_PACKAGE));
    return content
        .file(wanted.sha256())
        .<Cargo>map(file -> new Cargo.Fit(new Firmware(read(file), wanted.toVersion())))
        .orElseGet(
            () -> new Cargo.Unfit("the content of package " + id + " is missing or damaged"));
  }

  private static Octets read(Path file) {
    try {
      return Octets.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException("a package cannot be read", e);
    }
  }
}
