package io.fumarole.campaign.profile;

import io.fumarole.protocol.dm.DeviceDescription;
import io.fumarole.protocol.dm.DeviceDescription.Node;
import io.fumarole.protocol.fumo.Inspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the firmware update objects of a description: by their Type, and by their children where a
/// vendor left the Type out.
final class FumoSearch {
  /// @param path names from the top; empty where a name is free
  /// @param isTyped whether the description calls it a firmware update object
  record Found(List<String> path, Node node, boolean isTyped) {
    Found {
      path = List.copyOf(path);
    }

    boolean isFixed() {
      return path.stream().noneMatch(String::isEmpty);
    }

    /// With `x` for a name that is free.
    String shown() {
      StringBuilder text = new StringBuilder(".");
      path.forEach(name -> text.append('/').append(name.isEmpty() ? "x" : name));
      return text.toString();
    }
  }

  private static final List<String> EXECUTED = List.of("Download", "Update", "DownloadAndUpdate");

  private final List<Found> found = new ArrayList<>();

  private FumoSearch() {}

  static List<Found> in(DeviceDescription description) {
    var search = new FumoSearch();
    description.nodes().forEach(node -> search.visit(node, List.of()));
    return search.found;
  }

  private void visit(Node node, List<String> above) {
    List<String> path = new ArrayList<>(above);
    path.add(node.name());
    boolean isTyped = node.type().filter(Inspection::isObjectId).isPresent();
    if (isTyped || looksLikeOne(node)) {
      found.add(new Found(path, node, isTyped));
    } else {
      node.children().forEach(child -> visit(child, path));
    }
  }

  private static boolean looksLikeOne(Node node) {
    Optional<Node> executed =
        EXECUTED.stream()
            .flatMap(name -> node.child(name).stream())
            .filter(child -> child.allows("exec"))
            .findFirst();
    return executed.isPresent() && node.child("State").isPresent();
  }
}
