package io.fumarole.campaign.profile;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a proposal says of a model, and how it is written.
///
/// @param isUnproved whether no version can be read
record ProfileDraft(
    String name,
    String description,
    Optional<String> model,
    Optional<DmUri> root,
    DmUri versionNode,
    boolean isSequence,
    boolean namesPackage,
    AuthScheme client,
    AuthScheme server,
    List<String> deliveries,
    List<String> operations,
    boolean isUnproved) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long USUAL_OVER_DM = 64 << 20;
  private static final int LONGEST_NAME = 64;

  /// A profile's name made of a model's.
  static String slug(Optional<String> model) {
    String slug =
        model
            .orElse("proposed")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    if (slug.isEmpty()) return "proposed";
    return slug.length() > LONGEST_NAME ? slug.substring(0, LONGEST_NAME) : slug;
  }

  /// @param source named in errors
  ProfileProposal proposal(String source, List<String> found, List<String> unknown)
      throws ProfileException {
    String json = json();
    ProfileParser.parse(source, json); // whatever was found, this is a profile
    return new ProfileProposal(json, found, unknown);
  }

  private String json() {
    ObjectNode profile = JsonNodeFactory.instance.objectNode();
    profile.put("name", name);
    profile.put("description", description);
    var matches = profile.putArray("matches");
    model.ifPresent(matches::add);
    ObjectNode dialect = profile.putObject("object");
    root.ifPresent(uri -> dialect.put("root", uri.toString()));
    dialect.put("versionNode", versionNode.toString());
    dialect.put("grouping", isSequence ? "sequence" : "plain");
    dialect.put("createByAdd", false);
    dialect.put("namesPackage", namesPackage);
    dialect.putObject("resultCodes");
    profile.putObject("authentication").put("client", word(client)).put("server", word(server));
    profile.put("replyLimit", 1 << 20);
    profile.put("binaryAsBase64", false);
    deliveries.forEach(profile.putArray("deliveries")::add);
    operations.forEach(profile.putArray("operations")::add);
    profile.put("largestOverDm", deliveries.contains("dm") ? USUAL_OVER_DM : 0);
    profile.put("allowUnverified", isUnproved);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(profile);
  }

  private static String word(AuthScheme scheme) {
    return scheme.name().toLowerCase(Locale.ROOT);
  }
}
