package io.fumarole.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {
  private static final Destinations PUBLIC = new Destinations(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::7f00:1",
        "fe80::1",
        "fd00:ec2::254",
        "ff02::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::"
      })
  void whatIsNotPublicIsRefused(String address) {
    assertThat(PUBLIC.refusal(InetAddress.ofLiteral(address)))
        .hasValueSatisfying(it -> assertThat(it).contains("is not a public address"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00:1450::1"
      })
  void whatIsPublicIsNot(String address) {
    assertThat(PUBLIC.refusal(InetAddress.ofLiteral(address))).isEmpty();
  }

  @Test
  void theSettingsMayNameNetworksThatAreMeant() {
    var some = new Destinations(List.of(Network.parse("10.1.0.0/20"), Network.parse("::1")));
    assertThat(some.refusal(InetAddress.ofLiteral("10.1.15.255"))).isEmpty();
    assertThat(some.refusal(InetAddress.ofLiteral("10.1.16.0"))).isPresent();
    assertThat(some.refusal(InetAddress.ofLiteral("::1"))).isEmpty();
    assertThat(some.refusal(InetAddress.ofLiteral("127.0.0.1"))).isPresent();
    assertThat(some.refusalOfLiteral("127.0.0.1")).isPresent();
    assertThat(some.refusalOfLiteral("localhost")).isEmpty();
    assertThat(new Destinations(List.of(Network.parse("0.0.0.0/0"))).refusalOfLiteral("127.0.0.1"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/a", "localhost", "::1/129"})
  void whatIsNoNetworkIsSaidToBeNone(String text) {
    assertThatThrownBy(() -> Network.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "' is no network");
  }
}
