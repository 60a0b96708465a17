package io.fumarole.server.dm;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.GuessThrottle;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// A bucket of guesses per device and address, which empties with time. Guesses from one address
/// never count against the device at another. In memory: a restart forgives.
public final class PairThrottle implements GuessThrottle {
  /// Guesses at once; a device with a mistyped secret needs two per session.
  static final int BURST = 10;

  /// How long it takes until one more is allowed: some 1,400 a day.
  static final Duration PER_GUESS = Duration.ofMinutes(1);

  /// Buckets kept; beyond that the one unused longest is forgotten.
  private static final int MOST = 50_000;

  private static final int IPV6_OCTETS = 16;
  private static final int NETWORK_OCTETS = 8;

  private record Pair(DeviceId device, String from) {}

  /// @param at when `level` was right
  private record Bucket(double level, Instant at) {
    double levelAt(Instant now) {
      double emptied = (double) Duration.between(at, now).toMillis() / PER_GUESS.toMillis();
      return Math.max(0, level - Math.max(0, emptied));
    }
  }

  private final Map<Pair, Bucket> buckets =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, Bucket> eldest) {
          return size() > MOST;
        }
      };

  @Override
  public synchronized boolean isBlocked(DeviceId device, String from, Instant now) {
    Bucket bucket = buckets.get(new Pair(device, network(from)));
    return bucket != null && bucket.levelAt(now) > BURST - 1;
  }

  @Override
  public synchronized void guessed(DeviceId device, String from, Instant now) {
    buckets.merge(
        new Pair(device, network(from)),
        new Bucket(1, now),
        (was, _) -> new Bucket(was.levelAt(now) + 1, now));
  }

  /// An IPv6 peer has a whole /64 of addresses to itself: its first eight octets count, however a
  /// proxy writes them. A text that is no address stands for itself.
  private static String network(String address) {
    String bare = address.startsWith("[") ? address.substring(1).replaceFirst("].*", "") : address;
    try {
      byte[] octets = InetAddress.ofLiteral(bare).getAddress();
      return octets.length == IPV6_OCTETS
          ? HexFormat.of().formatHex(octets, 0, NETWORK_OCTETS)
          : bare;
    } catch (IllegalArgumentException noAddress) {
      return address;
    }
  }
}
