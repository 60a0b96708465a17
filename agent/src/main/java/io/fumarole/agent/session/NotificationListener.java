package io.fumarole.agent.session;

import io.fumarole.agent.log.AgentLog;
import io.fumarole.protocol.dm.notification.Envelope;
import io.fumarole.protocol.dm.notification.MalformedNotificationException;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

/// Takes notifications from UDP, bare or in a WSP push, and bootstrap messages, and hands them to
/// the agent's thread, which checks them. Spec: notification 3 and 4.
public final class NotificationListener implements AutoCloseable {
  /// No datagram is larger.
  private static final int LARGEST = 65_535;

  private final DatagramSocket socket;
  private final BlockingQueue<Start> starts;
  private final AgentLog log;

  /// @param port 0 takes any that is free
  public static NotificationListener open(
      InetSocketAddress address, BlockingQueue<Start> starts, AgentLog log) throws IOException {
    DatagramSocket socket = new DatagramSocket(address);
    NotificationListener listener = new NotificationListener(socket, starts, log);
    Thread.ofVirtual().name("notifications").start(listener::listen);
    return listener;
  }

  private NotificationListener(DatagramSocket socket, BlockingQueue<Start> starts, AgentLog log) {
    this.socket = socket;
    this.starts = starts;
    this.log = log;
  }

  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    socket.close();
  }

  private void listen() {
    byte[] buffer = new byte[LARGEST];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        hear(Octets.copyOf(buffer, 0, packet.getLength()));
      } catch (MalformedNotificationException e) {
        log.say("notification-ignored", "why", String.valueOf(e.getMessage()));
      } catch (IOException e) {
        if (!socket.isClosed()) log.say("notification-failed", "why", e.toString());
      }
    }
  }

  /// When the agent is far behind, more of the same would not help: the server repeats itself.
  private void hear(Octets octets) throws MalformedNotificationException {
    boolean taken = starts.offer(start(octets));
    if (!taken) log.say("notification-ignored", "why", "too many wait");
  }

  /// A push that says it is a bootstrap message, or a notification in any form.
  private static Start start(Octets octets) throws MalformedNotificationException {
    Optional<WspPush> push = Envelope.bootstrap(octets);
    return push.isPresent()
        ? new Start.Bootstrap(push.get())
        : new Start.Notified(Envelope.open(octets).package0());
  }
}
