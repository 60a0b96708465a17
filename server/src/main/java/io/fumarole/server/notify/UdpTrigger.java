package io.fumarole.server.notify;

import io.fumarole.campaign.notification.Way;
import io.fumarole.protocol.dm.notification.WspPush;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sends the push PDU as a UDP datagram. Spec: notification 3.3.
public final class UdpTrigger implements Trigger {
  /// `host`, `host:port`, or an IPv6 address in brackets with or without a port.
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)]|([^:\\[\\]]+))(?::([0-9]{1,5}))?");

  private static final int LARGEST_PORT = 65_535;

  @Override
  public Outcome send(Push push) {
    if (push.address().isEmpty())
      return Outcome.NotSent.never(
          "device " + push.device() + " has no address: give one as HOST or HOST:PORT");
    String address = DeviceAddress.parse(push.address().get()).rest();
    Optional<InetSocketAddress> target = parse(address);
    if (target.isEmpty()) return Outcome.NotSent.never("'" + address + "' is no HOST or HOST:PORT");
    byte[] octets = push.pdu().toByteArray();
    try (var socket = new DatagramSocket()) {
      InetAddress host = InetAddress.getByName(target.get().getHostString());
      socket.send(new DatagramPacket(octets, octets.length, host, target.get().getPort()));
      return new Outcome.Sent(
          Way.UDP,
          "sent by UDP to %s, port %d"
              .formatted(target.get().getHostString(), target.get().getPort()));
    } catch (UnknownHostException e) {
      return Outcome.NotSent.now("host of '" + address + "' is unknown");
    } catch (IOException e) {
      return Outcome.NotSent.now("UDP to '" + address + "' failed: " + e.getMessage());
    }
  }

  static Optional<InetSocketAddress> parse(String address) {
    Matcher parts = ADDRESS.matcher(address.strip());
    if (!parts.matches()) return Optional.empty();
    String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
    int port = parts.group(3) == null ? WspPush.PORT : Integer.parseInt(parts.group(3));
    return port < 1 || port > LARGEST_PORT
        ? Optional.empty()
        : Optional.of(InetSocketAddress.createUnresolved(host, port));
  }
}
