package io.fumarole.server.rest;

import io.fumarole.campaign.inventory.DeviceFilter;
import io.fumarole.campaign.inventory.FilterException;
import io.fumarole.campaign.inventory.GroupSet.Judged;
import io.fumarole.campaign.inventory.Groups;
import io.fumarole.campaign.inventory.Selection;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;

/// What a request says about which devices it is for.
final class DeviceSearch {
  static final String FILTER = "filter";

  private DeviceSearch() {}

  /// The devices of the query's filter; all without one.
  static Selection selection(Context context, Groups groups) {
    return selection(Input.query(context, FILTER).orElse(""), groups);
  }

  /// The devices of a filter that must be there: a change of all is said, and not left out.
  static Selection needed(Context context, Groups groups) {
    String text =
        Input.query(context, FILTER)
            .orElseThrow(
                () ->
                    BadRequest.of(
                        FILTER, "it says which devices are changed: id==* takes all of them"));
    return selection(text, groups);
  }

  private static Selection selection(String text, Groups groups) {
    return selection(filter(text), groups);
  }

  static Selection selection(DeviceFilter filter, Groups groups) {
    return switch (groups.select(filter)) {
      case Judged.Fine<Selection>(var selection) -> selection;
      case Judged.Refused<Selection>(var words) -> throw BadRequest.of(FILTER, words);
    };
  }

  static DeviceFilter filter(String text) {
    try {
      return DeviceFilter.parse(text);
    } catch (FilterException broken) {
      var fault =
          new Problem.Fault(
              Optional.empty(), broken.field(), Optional.of(broken.position()), broken.rule());
      throw new BadRequest(
          HttpStatus.BAD_REQUEST, "filter, " + broken.getMessage(), List.of(fault));
    }
  }
}
