package io.fumarole.server.rest;

import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.profile.ModelProfiles;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/// `/profiles`.
public final class ProfilesResource implements RestApi.Resource {
  private final ModelProfiles profiles;

  public ProfilesResource(ModelProfiles profiles) {
    this.profiles = profiles;
  }

  /// A profile as the API shows it.
  ///
  /// @param object where the firmware update object is
  private record ProfileView(
      String name,
      String description,
      List<String> matches,
      String object,
      String versionNode,
      String grouping,
      String clientScheme,
      String serverScheme,
      long replyLimit,
      List<String> deliveries,
      List<String> operations) {
    static ProfileView of(ModelProfile profile) {
      return new ProfileView(
          profile.name(),
          profile.description(),
          profile.matches(),
          profile.dialect().root().map(Object::toString).orElse("found by its Type"),
          profile.dialect().versionNode().toString(),
          Input.word(profile.dialect().grouping()),
          Input.word(profile.clientScheme()),
          Input.word(profile.serverScheme()),
          profile.replyLimit(),
          profile.deliveries().stream().map(Input::word).toList(),
          profile.operations().stream().map(Input::word).toList());
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(RestApi.BASE + "/profiles", this::list);
  }

  private void list(Context context) {
    context.json(Map.of("profiles", profiles.all().stream().map(ProfileView::of).toList()));
  }
}
