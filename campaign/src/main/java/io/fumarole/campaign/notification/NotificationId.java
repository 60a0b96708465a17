package io.fumarole.campaign.notification;

/// Names one notification for ever; gateways are told it, and call it so in their reports.
public record NotificationId(String value) {
  private static final int LONGEST = 64;

  public NotificationId {
    if (!value.matches("[A-Za-z0-9-]{1," + LONGEST + "}"))
      throw new IllegalArgumentException("a notification's id has 1 to 64 letters and digits");
  }

  @Override
  public String toString() {
    return value;
  }
}
