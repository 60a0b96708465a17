package io.fumarole.campaign.profile;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.profile.FumoSearch.Found;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DeviceDescription;
import io.fumarole.protocol.dm.DeviceDescription.Node;
import io.fumarole.protocol.dm.DmUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a device description (DDF), or a device itself, lets one say of a model's dialect, as a
/// profile. A description knows nodes and rights; what it cannot tell is taken from the standard,
/// and named.
///
/// @param json a profile that [ProfileParser] reads
/// @param found what was read from the description
/// @param unknown what was not, and what the profile says instead
public record ProfileProposal(String json, List<String> found, List<String> unknown) {
  private static final DmUri FW_V = DmUri.of("./DevDetail/FwV");
  private static final DmUri SW_V = DmUri.of("./DevDetail/SwV");
  private static final DmUri LRG_OBJ = DmUri.of("./DevDetail/LrgObj");
  private static final Set<String> STANDARD =
      Set.of("PkgName", "PkgVersion", "Download", "Update", "DownloadAndUpdate", "State", "Ext");

  public ProfileProposal {
    found = List.copyOf(found);
    unknown = List.copyOf(unknown);
  }

  /// @param name of the profile; without it, made from the model
  /// @throws ProfileException when the description has no firmware update object that can be used
  public static ProfileProposal of(
      String source, DeviceDescription description, Optional<String> name) throws ProfileException {
    return new Draft(source, description).propose(name);
  }

  /// What the server has read of a device, over the profile that it has now.
  ///
  /// @param name of the profile; without it, made from the model
  /// @throws ProfileException when too little is known, or its object can take no firmware
  public static ProfileProposal of(Device device, ModelProfile now, Optional<String> name)
      throws ProfileException {
    return LearntProfile.of(device, now, name);
  }

  private static final class Draft {
    private final String source;
    private final DeviceDescription description;
    private final List<String> found = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> operations = new ArrayList<>();
    private final List<String> deliveries = new ArrayList<>();

    Draft(String source, DeviceDescription description) {
      this.source = source;
      this.description = description;
    }

    ProfileProposal propose(Optional<String> name) throws ProfileException {
      Found object = object();
      operationsOf(object);
      if (description.model().isEmpty()) unknown.add("the model's name (Mod): fill in matches");
      Optional<DmUri> root = root(object);
      boolean isReadable = version();
      var draft =
          new ProfileDraft(
              name.orElseGet(() -> ProfileDraft.slug(description.model())),
              "Proposed from the device description of "
                  + description.manufacturer().map(man -> man + " ").orElse("")
                  + description.model().orElse("a model without name"),
              description.model(),
              root,
              versionNode(),
              true,
              isNamed(object.node()),
              AuthScheme.MD5,
              AuthScheme.MD5,
              deliveries,
              operations,
              !isReadable);
      neverTold(object);
      return draft.proposal(source, found, unknown);
    }

    private Found object() throws ProfileException {
      List<Found> objects = FumoSearch.in(description);
      if (objects.isEmpty())
        throw new ProfileException(
            source,
            "",
            "no firmware update object: no node of Type urn:oma:mo:oma-fumo:1.0, and none with"
                + " State and an Exec on Download, Update or DownloadAndUpdate");
      Found first = objects.getFirst();
      found.add(
          "firmware update object at "
              + first.shown()
              + (first.isTyped() ? ", by its Type" : ", by its children: its Type is not said"));
      for (Found other : objects.subList(1, objects.size()))
        found.add("another at " + other.shown() + ": the first is used");
      return first;
    }

    private void operationsOf(Found object) throws ProfileException {
      Node x = object.node();
      boolean both = takesUrl(x, "DownloadAndUpdate");
      boolean download = takesUrl(x, "Download");
      Optional<Node> updateNode = x.child("Update");
      boolean update = updateNode.filter(node -> node.allows("exec")).isPresent();
      if (both) operations.add("download-and-update");
      if (download && update) operations.add("download");
      if (update) operations.add("update");
      if (both || (download && update)) deliveries.addAll(List.of("direct", "descriptor"));
      if (takesPackage(updateNode) && update) deliveries.add("dm");
      if (download && !update)
        found.add("Download without an Exec on Update: what it fetches cannot be installed");
      if (deliveries.isEmpty())
        throw new ProfileException(
            source,
            "",
            "the object at "
                + object.shown()
                + " can take no firmware: it needs DownloadAndUpdate with Exec, or Update with"
                + " Exec beside Download or PkgData; and PkgURL or PkgData with Replace");
      found.add("operations: " + String.join(", ", operations));
      found.add("deliveries: " + String.join(", ", deliveries));
      if (x.child("State").isEmpty())
        found.add("no State: after an Exec in doubt only the version can be read");
      vendors(x);
    }

    /// An operation with an address: Exec on its node, Replace on PkgURL below.
    private boolean takesUrl(Node x, String operation) {
      Optional<Node> node = x.child(operation);
      if (node.isEmpty()) {
        found.add("no " + operation);
        return false;
      }
      spelling(node.get(), operation);
      Optional<Node> url = node.get().child("PkgURL");
      url.ifPresent(u -> spelling(u, "PkgURL"));
      if (!node.get().allows("exec")) found.add(operation + " has no Exec: it is not used");
      else if (url.isEmpty()) found.add(operation + " has no PkgURL: it is not used");
      else if (!url.get().allows("replace"))
        found.add(operation + "/PkgURL has no Replace: it is not used");
      else return true;
      return false;
    }

    private boolean takesPackage(Optional<Node> update) {
      if (update.isEmpty()) {
        found.add("no Update");
        return false;
      }
      spelling(update.get(), "Update");
      if (!update.get().allows("exec")) found.add("Update has no Exec: it is not used");
      Optional<Node> data = update.get().child("PkgData");
      if (data.isEmpty()) return false;
      if (!data.get().allows("replace")) {
        found.add("Update/PkgData has no Replace: no package over DM");
        return false;
      }
      Optional<Node> large = description.node(LRG_OBJ);
      if (large.flatMap(Node::defaultValue).filter("false"::equalsIgnoreCase).isPresent()) {
        found.add("LrgObj is false: a package over DM would have to fit into one message");
        return false;
      }
      return true;
    }

    /// The server writes the standard's names.
    private void spelling(Node node, String standard) {
      if (!node.name().equals(standard))
        unknown.add(
            "whether "
                + node.name()
                + " may be written "
                + standard
                + ": the server does, so the device must not mind the case");
    }

    private void vendors(Node x) {
      for (Node child : x.children()) {
        boolean isOwn = STANDARD.stream().noneMatch(child.name()::equalsIgnoreCase);
        if (isOwn) found.add("the vendor's own node " + shown(child) + ": not used");
        for (Node below : child.children()) {
          boolean isKnown = Set.of("PkgURL", "PkgData").contains(below.name());
          if (!isKnown && !isOwn)
            found.add("the vendor's own node " + child.name() + "/" + shown(below) + ": not used");
        }
      }
    }

    private static String shown(Node node) {
      return (node.isFree() ? "x" : node.name()) + (node.allows("exec") ? " (with Exec)" : "");
    }

    /// A fixed place is named: reading is shorter then. A free one is found by Type.
    private Optional<DmUri> root(Found object) throws ProfileException {
      if (object.isFixed()) return Optional.of(DmUri.of(object.shown()));
      if (!object.isTyped())
        throw new ProfileException(
            source,
            "",
            "the object at "
                + object.shown()
                + " has a free name and no Type: nothing says where a device has it");
      found.add("its name is free: it is found by Type on each device");
      if (object.node().allows("add"))
        unknown.add(
            "whether devices come with the object: where they do not, set createByAdd and a root"
                + " such as "
                + object.shown().replace("/x", "/FwPkg1"));
      return Optional.empty();
    }

    private DmUri versionNode() {
      return isReadable(SW_V) && !isReadable(FW_V) ? SW_V : FW_V;
    }

    /// Whether there is a version that proves an update.
    private boolean version() {
      boolean isDescribed = description.node(DmUri.of("./DevDetail")).isPresent();
      boolean isThere = isReadable(FW_V) || isReadable(SW_V);
      if (isThere) {
        found.add("the running version is in " + versionNode());
      } else if (isDescribed) {
        found.add(
            "DevDetail has neither FwV nor SwV: success cannot be proved, allowUnverified is set");
      } else {
        unknown.add("where the running version is: DevDetail is not described, FwV is taken");
      }
      return isThere || !isDescribed;
    }

    private boolean isReadable(DmUri uri) {
      return description.node(uri).filter(node -> node.allows("get")).isPresent();
    }

    private static boolean isNamed(Node x) {
      return x.child("PkgName").filter(node -> node.allows("replace")).isPresent()
          || x.child("PkgVersion").filter(node -> node.allows("replace")).isPresent();
    }

    private void neverTold(Found object) {
      if (isNamed(object.node())) found.add("PkgName or PkgVersion can be written: they will be");
      if (deliveries.contains("direct"))
        unknown.add(
            "whether PkgURL is taken as a package or only as a descriptor: direct is tried first");
      unknown.add("whether it knows Sequence: taken to, as the standard demands");
      unknown.add("authentication: md5 both ways");
      unknown.add("what it means by result codes of its own: none are named");
      unknown.add("the largest message: what the device says in MaxMsgSize counts, up to 1 MiB");
    }
  }
}
