package io.fumarole.campaign.plan;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.inventory.Condition;
import io.fumarole.campaign.inventory.DeviceFilter;
import io.fumarole.campaign.inventory.FilterException;
import io.fumarole.campaign.inventory.GroupSet.Judged;
import io.fumarole.campaign.inventory.Groups;
import io.fumarole.campaign.inventory.Selection;
import io.fumarole.campaign.inventory.TextPattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a plan's target asks of devices: its filter, its model, and that they are enrolled.
public record TargetSelection(Groups groups) {
  /// Empty when the filter makes no sense: [#fault] says why.
  public Optional<Selection> of(CampaignPlan plan) {
    return judged(plan) instanceof Judged.Fine<Selection>(var selection)
        ? Optional.of(selection)
        : Optional.empty();
  }

  /// What is wrong with the filter.
  public Optional<String> fault(CampaignPlan plan) {
    return judged(plan) instanceof Judged.Refused<Selection>(var words)
        ? Optional.of("filter: " + words)
        : Optional.empty();
  }

  private Judged<Selection> judged(CampaignPlan plan) {
    try {
      var ofModel =
          new Condition.Text(
              Condition.TextField.MODEL,
              true,
              List.of(new TextPattern(List.of(plan.release().model()))));
      var enrolled = new Condition.Standing(true, Set.of(Device.Standing.ENROLLED));
      DeviceFilter filter = DeviceFilter.parse(plan.target().filter());
      return groups.select(
          new DeviceFilter(
              filter.text(), new Condition.All(List.of(ofModel, enrolled, filter.condition()))));
    } catch (FilterException wrong) {
      return new Judged.Refused<>(String.valueOf(wrong.getMessage()));
    }
  }
}
