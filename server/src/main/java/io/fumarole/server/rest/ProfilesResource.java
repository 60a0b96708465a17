package io.fumarole.server.rest;

import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.profile.ProfileStore;
import io.fumarole.campaign.profile.WrittenProfile;
import io.fumarole.server.BootstrapSecrets;
import io.fumarole.server.LiveProfiles;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/profiles`: which there are, and the secrets that their devices are delivered with.
public final class ProfilesResource implements RestApi.Resource {
  private final LiveProfiles profiles;
  private final ProfileStore store;
  private final BootstrapSecrets secrets;

  public ProfilesResource(LiveProfiles profiles, ProfileStore store, BootstrapSecrets secrets) {
    this.profiles = profiles;
    this.store = store;
    this.secrets = secrets;
  }

  record Secret(Optional<String> secret) {
    /// It must not come into a log by accident.
    @Override
    public String toString() {
      return "Secret";
    }
  }

  /// A profile as the API shows it.
  ///
  /// @param revision of a stored one
  /// @param devices that have it, where that is asked for
  /// @param object where the firmware update object is
  private record ProfileView(
      String name,
      String origin,
      Optional<Long> revision,
      Optional<Long> devices,
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
    static ProfileView of(WrittenProfile written, Optional<Long> devices) {
      ModelProfile profile = written.profile();
      return new ProfileView(
          profile.name(),
          Input.word(written.origin()),
          Optional.of(written.revision()).filter(it -> it > 0),
          devices,
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
    routes
        .get(RestApi.BASE + "/profiles", this::list, Scope.READ)
        .put(RestApi.BASE + "/profiles/{name}/bootstrap-secret", this::putSecret, Scope.ADMIN)
        .delete(
            RestApi.BASE + "/profiles/{name}/bootstrap-secret", this::removeSecret, Scope.ADMIN);
  }

  private void putSecret(Context context) {
    Optional<ModelProfile> profile = profile(context);
    if (profile.isEmpty()) return;
    String secret = Input.needed(Input.json(context, Secret.class).secret(), "secret");
    if (secret.length() < BootstrapSecrets.SHORTEST || secret.length() > BootstrapSecrets.LONGEST)
      throw BadRequest.of(
          "secret",
          "it has %d to %d characters"
              .formatted(BootstrapSecrets.SHORTEST, BootstrapSecrets.LONGEST));
    store(context, profile.get(), secret);
  }

  private void removeSecret(Context context) {
    profile(context).ifPresent(it -> store(context, it, ""));
  }

  private void store(Context context, ModelProfile profile, String secret) {
    secrets.put(profile, secret);
    context.status(HttpStatus.NO_CONTENT);
  }

  private Optional<ModelProfile> profile(Context context) {
    String name = context.pathParam("name");
    Optional<ModelProfile> found = profiles.find(name);
    if (found.isEmpty())
      Problem.send(context, HttpStatus.NOT_FOUND, "there is no profile '" + name + "'");
    return found;
  }

  private void list(Context context) {
    var _ = profiles.refresh();
    Optional<Map<String, Long>> devices =
        Input.isAsked(context, "count") ? Optional.of(store.devices()) : Optional.empty();
    List<ProfileView> views =
        profiles.written().all().stream()
            .map(it -> ProfileView.of(it, devices.map(of -> of.getOrDefault(it.name(), 0L))))
            .toList();
    context.json(Map.of("profiles", views));
  }
}
