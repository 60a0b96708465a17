package io.fumarole.campaign.inventory;

import io.fumarole.campaign.device.Device;
import java.util.Map;
import java.util.Optional;

/// What a device has said of itself, as it is searched by: clipped, because a device may say
/// anything, and what is searched is kept in indexes.
///
/// @param version of the running firmware
/// @param hardware its version, `DevDetail/HwV`
public record Traits(
    Optional<String> manufacturer,
    Optional<String> model,
    Optional<String> version,
    Optional<String> hardware,
    Optional<String> language) {
  /// Longer ones are told apart by their beginning. Both databases take keys of three such texts.
  static final int LONGEST = 255;

  public static Traits of(Device device) {
    return of(device.inventory());
  }

  /// @param inventory what a device said, by node name
  public static Traits of(Map<String, String> inventory) {
    return new Traits(
        searched(inventory, "Man"),
        searched(inventory, "Mod"),
        searched(inventory, Device.VERSION),
        searched(inventory, "HwV"),
        searched(inventory, "Lang"));
  }

  private static Optional<String> searched(Map<String, String> inventory, String node) {
    return Optional.ofNullable(inventory.get(node)).map(Traits::searched);
  }

  /// NUL as its sign, because not every database keeps it.
  private static String searched(String text) {
    if (text.length() <= LONGEST) return text.replace('\0', '\u2400');
    boolean isSplit = Character.isHighSurrogate(text.charAt(LONGEST - 1));
    return text.substring(0, isSplit ? LONGEST - 1 : LONGEST).replace('\0', '\u2400');
  }
}
