package io.fumarole.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.agent.log.AgentLog;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.notification.Initiator;
import io.fumarole.protocol.dm.notification.Notification;
import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.dm.notification.UiMode;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NotificationListenerTest {
  private static final InetAddress HOST = InetAddress.getLoopbackAddress();

  private final Package0 package0 =
      Notification.of(UiMode.BACKGROUND, Initiator.SERVER, 0x1A4, "fumarole")
          .sign(Account.of("fumarole", "milk"), Octets.EMPTY);
  private final BlockingQueue<Start> starts = new ArrayBlockingQueue<>(2);

  @Test
  void takesTheBareFormAndThePushAndNothingElse() throws Exception {
    try (var listener =
        NotificationListener.open(new InetSocketAddress(HOST, 0), starts, AgentLog.SILENT)) {
      send(listener.port(), Octets.utf8("hello"));
      send(listener.port(), package0.octets());
      send(listener.port(), WspPush.of(0x55, package0).octets());
      assertThat(starts.poll(10, TimeUnit.SECONDS)).isEqualTo(new Start.Notified(package0));
      assertThat(starts.poll(10, TimeUnit.SECONDS)).isEqualTo(new Start.Notified(package0));
    }
  }

  private static void send(int port, Octets octets) throws IOException {
    try (var socket = new DatagramSocket()) {
      byte[] content = octets.toByteArray();
      socket.send(new DatagramPacket(content, content.length, HOST, port));
    }
  }
}
