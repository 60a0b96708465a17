package io.fumarole.server;

import io.fumarole.server.notify.AddressedTrigger;
import io.fumarole.server.notify.CommandTrigger;
import io.fumarole.server.notify.Receipt;
import io.fumarole.server.notify.Trigger;
import io.fumarole.server.notify.UdpTrigger;
import io.fumarole.server.notify.pap.PapTrigger;
import io.fumarole.server.notify.smpp.SmppTrigger;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import javax.net.ssl.SSLSocketFactory;

/// The ways to devices that the settings name, and what of them is to be closed.
record Triggers(Trigger trigger, Optional<SmppTrigger> smpp, Optional<PapTrigger> pap)
    implements AutoCloseable {

  /// Opens what has to be opened.
  ///
  /// @param reports where gateways report over HTTP
  /// @param receipts told what became of notifications
  /// @param random a number from 0 up to its argument, exclusive
  static Triggers open(
      ServerSettings settings,
      Optional<String> reports,
      Consumer<Receipt> receipts,
      IntUnaryOperator random,
      InstantSource clock) {
    var tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    Optional<SmppTrigger> smpp =
        Optional.of(settings.smpp())
            .filter(it -> it.isSet())
            .map(it -> new SmppTrigger(it, tls, receipts, random, clock));
    Optional<PapTrigger> pap =
        Optional.of(settings.pap()).filter(it -> it.isSet()).map(it -> new PapTrigger(it, reports));
    Optional<CommandTrigger> command =
        Optional.of(settings.triggerCommand()).filter(it -> !it.isEmpty()).map(CommandTrigger::new);
    smpp.ifPresent(SmppTrigger::start);
    return new Triggers(new AddressedTrigger(smpp, pap, command, new UdpTrigger()), smpp, pap);
  }

  @Override
  public void close() {
    smpp.ifPresent(SmppTrigger::close);
    pap.ifPresent(PapTrigger::close);
  }
}
