package io.fumarole.campaign.exchange;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.notification.DeviceNotification;
import io.fumarole.campaign.plan.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the device path reads and writes: one read and at most one commit per message.
public interface ExchangeStore {
  /// How many orders to nodes are read at once: the others follow in later messages.
  int MOST_ORDERS = 32;

  Loaded load(DeviceId device, Lookup lookup);

  /// Stores all of `changes` in one transaction, durable when this returns true. False when the
  /// device, its session, a deployment or an order is no longer as read: load again.
  boolean commit(Loaded asRead, Changes changes);

  /// Stores what may be lost in a crash: it is written within a second. A newer value wins.
  void behind(Behind changes);

  /// What has to be looked up besides the device, its session and its open deployment.
  ///
  /// @param correlators those of the message's reports
  /// @param offers whether the device asks for an update
  /// @param strangers what to count when the device is unknown, if it may be taken in at all
  record Lookup(Set<String> correlators, boolean offers, Optional<Strangers> strangers) {
    public Lookup {
      correlators = Set.copyOf(correlators);
    }
  }

  /// Devices that made themselves known and have got no secret since: whoever makes up names can
  /// add to them.
  ///
  /// @param standing theirs
  /// @param most how far they are counted
  record Strangers(Device.Standing standing, int most) {}

  /// @param deployments the open one, and those that the correlators belong to
  /// @param packages the packages of those deployments, and with `offers` those offered to the
  ///   model
  /// @param orders the open ones to the device's nodes, in the order in which they were given, at
  ///   most [#MOST_ORDERS]
  /// @param rule of the campaign that the open deployment is part of
  /// @param strangers how many there are, up to what the lookup says; 0 when the device is known
  record Loaded(
      Optional<Device> device,
      Optional<StoredSession> session,
      List<Deployment> deployments,
      List<FirmwarePackage> packages,
      List<NodeOrder> orders,
      Optional<Rule> rule,
      int strangers) {
    public Loaded {
      deployments = List.copyOf(deployments);
      packages = List.copyOf(packages);
      orders = List.copyOf(orders);
    }
  }

  /// What to store before the reply.
  ///
  /// @param device new or changed
  /// @param session what becomes of the device's session row
  /// @param deployments new (revision 0) or changed
  /// @param orders changed
  record Changes(
      Optional<Device> device,
      SessionChange session,
      List<Deployment> deployments,
      List<NodeOrder> orders,
      List<Event> events) {
    public Changes {
      deployments = List.copyOf(deployments);
      orders = List.copyOf(orders);
      events = List.copyOf(events);
    }

    /// The answer to the device's notifications, if its session is one: the device as read was
    /// notified, and is so no longer.
    public Optional<DeviceNotification.Answer> answer(Loaded asRead) {
      boolean isAnswer =
          asRead.device().filter(it -> it.notificationId() != 0).isPresent()
              && device.filter(it -> it.notificationId() == 0).isPresent();
      return isAnswer && session instanceof SessionChange.Put(var opened)
          ? Optional.of(new DeviceNotification.Answer(opened.started(), opened.key()))
          : Optional.empty();
    }

    public boolean isEmpty() {
      return device.isEmpty()
          && session instanceof SessionChange.Keep
          && deployments.isEmpty()
          && orders.isEmpty()
          && events.isEmpty();
    }
  }

  /// What becomes of a device's session row.
  sealed interface SessionChange {
    record Keep() implements SessionChange {}

    record Put(StoredSession session) implements SessionChange {}
  }

  /// What may be written later: the device as last seen, with its nonces.
  record Behind(Device device) {}
}
