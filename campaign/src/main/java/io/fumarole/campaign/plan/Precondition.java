package io.fumarole.campaign.plan;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.inventory.DeviceFilter;
import io.fumarole.campaign.inventory.FilterException;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.inventory.Selection;
import java.time.Instant;

/// What a device has to be like when it is to begin, in the language of device searches. Groups are
/// not known on the way of a device's message, which must not look for them.
public record Precondition(String text, Selection selection) {
  /// @throws IllegalArgumentException saying what is wrong with it
  public static Precondition of(String text) {
    try {
      return new Precondition(text, new Selection(DeviceFilter.parse(text).condition()));
    } catch (FilterException wrong) {
      throw new IllegalArgumentException("precondition: " + wrong.getMessage(), wrong);
    } catch (IllegalArgumentException group) {
      throw new IllegalArgumentException(
          "precondition: it may not ask for groups; say what the group asks", group);
    }
  }

  boolean isMet(Device device, Labels labels, Instant now) {
    return selection.test(device, labels, now);
  }
}
