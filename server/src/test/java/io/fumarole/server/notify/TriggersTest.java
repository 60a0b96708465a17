package io.fumarole.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.notification.Way;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggersTest {
  private static final Octets PDU = Octets.hex("010603C4AF87");

  private static Trigger.Push to(Optional<String> address) {
    return new Trigger.Push(
        "1", "IMEI:1", address, PDU, Octets.hex("00"), Instant.parse("2026-03-01T12:00:00Z"));
  }

  @Test
  void sendsADatagram() throws IOException {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      var outcome =
          new UdpTrigger().send(to(Optional.of("udp:127.0.0.1:" + socket.getLocalPort())));
      assertThat(outcome).isInstanceOf(Trigger.Outcome.Sent.class);
      socket.setSoTimeout(5_000);
      var packet = new DatagramPacket(new byte[100], 100);
      socket.receive(packet);
      assertThat(Arrays.copyOf(packet.getData(), packet.getLength())).isEqualTo(PDU.toByteArray());
    }
  }

  @ParameterizedTest // 2948 is where devices listen. Spec: notification 3.1
  @CsvSource({
    "10.0.0.1, 10.0.0.1, 2948",
    "device.example:12948, device.example, 12948",
    "[2001:db8::1], 2001:db8::1, 2948",
    "[2001:db8::1]:99, 2001:db8::1, 99",
  })
  void readsAddresses(String address, String host, int port) {
    var parsed = UdpTrigger.parse(address).orElseThrow();
    assertThat(parsed.getHostString()).isEqualTo(host);
    assertThat(parsed.getPort()).isEqualTo(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ":99", "host:", "host:0", "host:65536", "2001:db8::1", "a:b:c"})
  void refusesWhatIsNoAddress(String address) {
    assertThat(UdpTrigger.parse(address)).isEmpty();
  }

  @Test
  void saysThatADeviceHasNoAddress() {
    assertThat(new UdpTrigger().send(to(Optional.empty())).toString()).contains("has no address");
  }

  private static Trigger named(String name) {
    return push -> new Trigger.Outcome.Sent(Way.COMMAND, name);
  }

  @ParameterizedTest
  @CsvSource({
    "sms:+4670, centre",
    "SMS: +4670, centre",
    "push:+4670, gateway",
    "udp:host, udp",
    "host:99, udp",
    "'', udp",
  })
  void theAddressNamesTheWay(String address, String way) {
    var trigger =
        new AddressedTrigger(
            Optional.of(named("centre")),
            Optional.of(named("gateway")),
            Optional.empty(),
            named("udp"));
    assertThat(trigger.send(to(Optional.of(address))).toString()).contains(way);
  }

  @Test
  void aCommandTakesWhatNoGatewayTakes() {
    var trigger =
        new AddressedTrigger(
            Optional.of(named("centre")),
            Optional.empty(),
            Optional.of(named("command")),
            named("udp"));
    assertThat(trigger.send(to(Optional.of("sms:1"))).toString()).contains("centre");
    assertThat(trigger.send(to(Optional.of("push:1"))).toString()).contains("command");
    assertThat(trigger.send(to(Optional.of("host"))).toString()).contains("command");
    assertThat(trigger.send(to(Optional.empty())).toString()).contains("command");
  }

  @ParameterizedTest
  @CsvSource({"sms:+4670, smpp.host", "push:+4670, pap.url"})
  void anAddressWithoutItsGatewaySaysWhatToSet(String address, String setting) {
    var trigger =
        new AddressedTrigger(Optional.empty(), Optional.empty(), Optional.empty(), named("udp"));
    var outcome = trigger.send(to(Optional.of(address)));
    assertThat(outcome.toString()).contains("set " + setting).contains("mayPass=false");
  }

  @ParameterizedTest
  @CsvSource({"sms:+46700, +46700", "push:0700, 0700", "' sms: 1 ', 1"})
  void readsNumbers(String address, String number) {
    assertThat(to(Optional.of(address)).number()).hasValue(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sms:", "sms:+", "sms:12a", "sms:1 2", "sms:123456789012345678901"})
  void refusesWhatIsNoNumber(String address) {
    assertThat(to(Optional.of(address)).number()).isEmpty();
  }

  @Test
  void handsThePduToACommand(@TempDir Path folder) throws IOException {
    Path seen = folder.resolve("seen");
    String script = "read pdu; echo \"$pdu $FUMAROLE_DEVICE $FUMAROLE_ADDRESS\" > " + seen;
    var trigger = new CommandTrigger(List.of("sh", "-c", script));
    var outcome = trigger.send(to(Optional.of("+4670")));
    assertThat(outcome).isInstanceOf(Trigger.Outcome.Sent.class);
    assertThat(seen).hasContent("010603C4AF87 IMEI:1 +4670");
    assertThat(Files.exists(seen)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"false, ended with 1", "no-such-program-here, did not start"})
  void saysThatACommandFailed(String program, String words) {
    var outcome = new CommandTrigger(List.of(program)).send(to(Optional.empty()));
    assertThat(outcome).isInstanceOf(Trigger.Outcome.NotSent.class);
    assertThat(outcome.toString()).contains(words);
  }
}
