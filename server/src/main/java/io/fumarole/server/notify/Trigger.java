package io.fumarole.server.notify;

import io.fumarole.campaign.notification.Way;
import io.fumarole.protocol.syncml.Octets;
import java.time.Instant;
import java.util.Optional;

/// A way to get a notification to a device. Gateways come behind the same interface.
public interface Trigger {
  /// What is to be brought.
  ///
  /// @param id names it for ever, so that a gateway knows what it has had already
  /// @param device its id
  /// @param address where it is reached; empty when nobody has said
  /// @param pdu the WSP push PDU
  /// @param package0 the bare notification within
  /// @param until nobody wants it any more after this
  record Push(
      String id,
      String device,
      Optional<String> address,
      Octets pdu,
      Octets package0,
      Instant until) {
    /// The telephone number in the address, if it is one.
    public Optional<String> number() {
      return address.map(DeviceAddress::parse).flatMap(DeviceAddress::number);
    }
  }

  sealed interface Outcome {
    /// It is on its way. The device itself never acknowledges it.
    ///
    /// @param messageId what a later report will call it, if the way has reports
    /// @param words where it went
    record Sent(Way way, Optional<String> messageId, String words) implements Outcome {
      public Sent(Way way, String words) {
        this(way, Optional.empty(), words);
      }
    }

    /// @param mayPass whether another try may do better
    record NotSent(boolean mayPass, String words) implements Outcome {
      public static NotSent never(String words) {
        return new NotSent(false, words);
      }

      public static NotSent now(String words) {
        return new NotSent(true, words);
      }
    }
  }

  Outcome send(Push push);
}
