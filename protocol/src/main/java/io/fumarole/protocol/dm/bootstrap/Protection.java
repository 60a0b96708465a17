package io.fumarole.protocol.dm.bootstrap;

import java.util.Locale;
import java.util.Optional;

/// `SEC`: which shared secret keys the MAC of a bootstrap message. Spec: notification 5.2 and 6.
public enum Protection {
  /// What the network knows: the IMSI.
  NETWPIN(0, "NETWORKID"),
  /// A PIN that the user types.
  USERPIN(1, "USERPIN"),
  /// Both.
  USERNETWPIN(2, "USERPIN_NETWORKID"),
  /// A PIN that holds a MAC itself: known by name only, never accepted.
  USERPINMAC(3, "USERPINMAC");

  private final int code;
  private final String dmName;

  Protection(int code, String dmName) {
    this.code = code;
    this.dmName = dmName;
  }

  /// The number in CP. Off-spec: the DM profile gets the same in WSP, where no text says another.
  public int code() {
    return code;
  }

  /// Reads the value of a parameter: the number, or either profile's name.
  public static Optional<Protection> parse(String text) {
    String word = text.strip().toUpperCase(Locale.ROOT);
    for (Protection each : values()) {
      boolean isIt =
          word.equals(Integer.toString(each.code))
              || word.equals(each.name())
              || word.equals(each.dmName);
      if (isIt) return Optional.of(each);
    }
    return Optional.empty();
  }
}
