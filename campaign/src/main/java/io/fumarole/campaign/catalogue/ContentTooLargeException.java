package io.fumarole.campaign.catalogue;

import java.io.IOException;

/// A stream has more octets than its taker allows; nothing of it was kept.
public final class ContentTooLargeException extends IOException {
  private final long limit;

  public ContentTooLargeException(long limit) {
    super("the content is larger than the " + limit + " octets allowed");
    this.limit = limit;
  }

  public long limit() {
    return limit;
  }
}
