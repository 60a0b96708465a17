package io.fumarole.server.webhook;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where webhooks may go: to the public internet, and to the networks that the settings name. Who
/// may add a webhook must not reach what only the server can reach.
public final class Destinations {
  /// What is not the public internet. Spec: the IANA registries of special-purpose addresses, RFC
  /// 6890; and those that carry an IPv4 address in an IPv6 one, by which each of them could be
  /// meant.
  private static final List<Network> SPECIAL =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/4",
              "240.0.0.0/4",
              "::/96",
              "64:ff9b::/96",
              "64:ff9b:1::/48",
              "100::/64",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "fc00::/7",
              "fe80::/10",
              "fec0::/10",
              "ff00::/8")
          .map(Network::parse)
          .toList();

  private final List<Network> allowed;

  public Destinations(List<Network> allowed) {
    this.allowed = List.copyOf(allowed);
  }

  /// Why nothing is sent to an address; empty when it may be.
  public Optional<String> refusal(InetAddress address) {
    boolean isSpecial = SPECIAL.stream().anyMatch(it -> it.contains(address));
    if (!isSpecial || allowed.stream().anyMatch(it -> it.contains(address)))
      return Optional.empty();
    return Optional.of(
        "%s is not a public address: name its network in webhooks.allow of the settings if it is meant"
            .formatted(address.getHostAddress()));
  }

  /// The same of a host that is an address; a name is looked at when it is called.
  public Optional<String> refusalOfLiteral(String host) {
    try {
      return refusal(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }
}
