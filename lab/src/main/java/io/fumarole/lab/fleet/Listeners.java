package io.fumarole.lab.fleet;

import io.fumarole.protocol.dm.notification.Envelope;
import io.fumarole.protocol.dm.notification.MalformedNotificationException;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Takes the notifications of a whole fleet: a port for each device, one thread for all.
final class Listeners implements AutoCloseable {
  /// No datagram is larger.
  private static final int LARGEST = 65_535;

  private final Selector selector;
  private final List<DatagramChannel> channels = new ArrayList<>();
  private final Consumer<FleetDevice> woken;
  private final Tally tally;

  /// @param woken is told of each device that has taken one
  static Listeners open(
      Listening at, List<FleetDevice> devices, Consumer<FleetDevice> woken, Tally tally)
      throws IOException {
    var listeners = new Listeners(Selector.open(), woken, tally);
    try {
      for (int number = 0; number < devices.size(); number++)
        listeners.listen(at.port(number), devices.get(number));
    } catch (IOException taken) {
      listeners.close();
      throw taken;
    }
    Thread.ofPlatform().daemon().name("notifications").start(listeners::hear);
    return listeners;
  }

  private Listeners(Selector selector, Consumer<FleetDevice> woken, Tally tally) {
    this.selector = selector;
    this.woken = woken;
    this.tally = tally;
  }

  private void listen(int port, FleetDevice device) throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channels.add(channel);
    channel.configureBlocking(false);
    try {
      channel.bind(new InetSocketAddress(port));
    } catch (IOException e) {
      throw new IOException("--listen: no device can listen at port " + port + ": " + e, e);
    }
    channel.register(selector, SelectionKey.OP_READ, device);
  }

  private void hear() {
    ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
    while (selector.isOpen()) {
      try {
        selector.select(key -> take(key, buffer));
      } catch (ClosedSelectorException over) {
        return;
      } catch (IOException e) {
        tally.trouble("notifications: " + e);
      }
    }
  }

  private void take(SelectionKey key, ByteBuffer buffer) {
    try {
      buffer.clear();
      ((DatagramChannel) key.channel()).receive(buffer);
      buffer.flip();
      byte[] heard = new byte[buffer.remaining()];
      buffer.get(heard);
      Octets octets = Octets.wrap(heard);
      FleetDevice device = (FleetDevice) key.attachment();
      if (device.notified(Envelope.open(octets).package0())) woken.accept(device);
    } catch (MalformedNotificationException | IOException e) {
      tally.trouble("notification: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (DatagramChannel channel : channels) channel.close();
  }
}
