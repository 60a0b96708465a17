package io.fumarole.server.lab;

import io.fumarole.campaign.device.Device;
import io.fumarole.protocol.dm.notification.MalformedNotificationException;
import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.notify.Trigger;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/// Brings devices what the kit wants them to hear, on the ways of the server's own notifications.
///
/// @param ids never the same twice
/// @param random a number from 0 up to its argument, exclusive
public record DeviceBell(
    Trigger trigger, Supplier<String> ids, IntUnaryOperator random, InstantSource clock) {
  private static final int TRANSACTION_IDS = 0x100;

  /// The case that waits for it is over by then.
  private static final Duration WANTED = Duration.ofMinutes(10);

  /// @throws IOException when it is not on its way, saying why
  void ring(Device device, Octets package0) throws IOException {
    WspPush push;
    try {
      push = WspPush.of(random.applyAsInt(TRANSACTION_IDS), Package0.parse(package0));
    } catch (MalformedNotificationException notOurs) {
      throw new IOException("the kit has made no notification", notOurs);
    }
    var sending =
        new Trigger.Push(
            ids.get(),
            device.id().value(),
            device.address(),
            push.octets(),
            package0,
            clock.instant().plus(WANTED));
    if (trigger.send(sending) instanceof Trigger.Outcome.NotSent(_, var words))
      throw new IOException(words);
  }
}
