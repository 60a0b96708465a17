package io.fumarole.campaign.webhook;

/// Names one webhook for ever.
public record WebhookId(String value) {
  public WebhookId {
    if (!value.matches("[a-z0-9]{1,32}"))
      throw new IllegalArgumentException("a webhook's id has 1 to 32 of a-z and 0-9");
  }

  @Override
  public String toString() {
    return value;
  }
}
