package io.fumarole.campaign.device;

/// A device's `./DevInfo/DevId`, such as `IMEI:990012340056786`: 1 to 255 characters without blanks
/// or control characters.
public record DeviceId(String value) {
  public static final int LONGEST = 255;

  public DeviceId {
    if (!isValid(value))
      throw new IllegalArgumentException(
          "a device id has 1 to " + LONGEST + " printable characters without blanks");
  }

  public static boolean isValid(String value) {
    return !value.isEmpty()
        && value.length() <= LONGEST
        && value.chars().allMatch(c -> c > ' ' && c != 0x7F);
  }

  @Override
  public String toString() {
    return value;
  }
}
