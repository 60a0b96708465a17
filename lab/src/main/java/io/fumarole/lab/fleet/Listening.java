package io.fumarole.lab.fleet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the devices of a fleet are told to call: each by UDP at a port of its own.
///
/// @param host under which the server reaches this machine
/// @param first the port of the first device; the next ones follow
public record Listening(String host, int first) {
  private static final Pattern PLACE = Pattern.compile("([A-Za-z0-9._-]{1,253}):(\\d{1,5})");
  private static final int LAST_PORT = 65_535;

  /// @throws IllegalArgumentException says what to write instead
  public static Listening parse(String text, int devices) {
    Matcher place = PLACE.matcher(text);
    if (!place.matches())
      throw new IllegalArgumentException(
          "'" + text + "': write HOST:PORT, such as 127.0.0.1:20000");
    int first = Integer.parseInt(place.group(2));
    if (first < 1 || first + devices - 1 > LAST_PORT)
      throw new IllegalArgumentException(
          "%,d devices from port %d on need more ports than there are".formatted(devices, first));
    return new Listening(place.group(1), first);
  }

  /// @param number of the device, from 0
  int port(int number) {
    return first + number;
  }

  /// As the server's list of devices has it.
  String address(int number) {
    return "udp:" + host + ":" + port(number);
  }
}
