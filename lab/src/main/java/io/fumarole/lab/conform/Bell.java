package io.fumarole.lab.conform;

import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/// Brings a device its notifications.
public interface Bell {
  /// @param package0 the bare notification
  void ring(Octets package0) throws IOException;

  /// Over UDP, as it stands.
  static Bell udp(InetSocketAddress device) {
    return package0 -> {
      try (var socket = new DatagramSocket()) {
        byte[] octets = package0.toByteArray();
        socket.send(new DatagramPacket(octets, octets.length, device));
      }
    };
  }
}
