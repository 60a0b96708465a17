package io.fumarole.server.notify;

import io.fumarole.server.notify.DeviceAddress.Scheme;
import java.util.Map;
import java.util.Optional;

/// Takes the way that the device's address names. An operator's own command, if there is one, takes
/// whatever no gateway of ours does.
public final class AddressedTrigger implements Trigger {
  private final Map<Scheme, Trigger> gateways;
  private final Optional<Trigger> command;
  private final Trigger udp;

  /// @param smpp for `sms:`
  /// @param pap for `push:`
  /// @param command for all that is left
  public AddressedTrigger(
      Optional<? extends Trigger> smpp,
      Optional<? extends Trigger> pap,
      Optional<? extends Trigger> command,
      Trigger udp) {
    Map<Scheme, Trigger> set = new java.util.EnumMap<>(Scheme.class);
    smpp.ifPresent(it -> set.put(Scheme.SMS, it));
    pap.ifPresent(it -> set.put(Scheme.PUSH, it));
    this.gateways = Map.copyOf(set);
    this.command = command.map(it -> it);
    this.udp = udp;
  }

  @Override
  public Outcome send(Push push) {
    Scheme scheme =
        push.address().map(DeviceAddress::parse).map(DeviceAddress::scheme).orElse(Scheme.UDP);
    Optional<Trigger> way = Optional.ofNullable(gateways.get(scheme)).or(() -> command);
    if (way.isPresent()) return way.get().send(push);
    return switch (scheme) {
      case UDP -> udp.send(push);
      case SMS -> without(push, "message centre", "smpp.host");
      case PUSH -> without(push, "push gateway", "pap.url");
    };
  }

  private static Outcome without(Push push, String gateway, String setting) {
    return Outcome.NotSent.never(
        "device %s is reached at '%s', and this server has no %s: set %s"
            .formatted(push.device(), push.address().orElse(""), gateway, setting));
  }
}
