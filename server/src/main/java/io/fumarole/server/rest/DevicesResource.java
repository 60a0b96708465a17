package io.fumarole.server.rest;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/devices`.
public final class DevicesResource implements RestApi.Resource {
  private static final int MOST_TRIES = 10;

  private final DeviceStore devices;
  private final ModelProfiles profiles;
  private final String serverId;
  private final InstantSource clock;

  public DevicesResource(
      DeviceStore devices, ModelProfiles profiles, String serverId, InstantSource clock) {
    this.devices = devices;
    this.profiles = profiles;
    this.serverId = serverId;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/devices", this::list)
        .post(RestApi.BASE + "/devices", this::add)
        .get(RestApi.BASE + "/devices/{id}", this::show)
        .post(RestApi.BASE + "/devices/{id}/accept", this::accept);
  }

  /// A new device as the operator describes it.
  ///
  /// @param client what the device shows to the server
  /// @param server what the server shows to the device
  record NewDevice(
      Optional<String> id,
      Optional<String> profile,
      Optional<NewAccount> client,
      Optional<NewAccount> server,
      Optional<String> address) {}

  /// @param scheme only to be sure: the profile decides
  record NewAccount(Optional<String> scheme, Optional<String> name, Optional<String> secret) {}

  /// What an accepted device gets; what is absent stays as it is.
  record Terms(Optional<String> profile, Optional<NewAccount> client, Optional<NewAccount> server) {
    boolean isEmpty() {
      return profile.isEmpty() && client.isEmpty() && server.isEmpty();
    }
  }

  private void list(Context context) {
    String after = Input.query(context, "after").orElse("");
    List<DeviceView> page =
        devices.list(after, Input.limit(context)).stream().map(DeviceView::of).toList();
    context.json(Map.of("devices", page));
  }

  private void show(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    devices
        .find(id)
        .ifPresentOrElse(device -> context.json(DeviceView.of(device)), () -> unknown(context, id));
  }

  private void add(Context context) {
    NewDevice given = Input.json(context, NewDevice.class);
    DeviceId id = Input.id(Input.needed(given.id(), "id"), DeviceId::new);
    ModelProfile profile = profile(given.profile());
    Optional<Account> client = given.client().map(it -> client(it, profile));
    Optional<Account> server = given.server().map(it -> server(it, profile));
    Device device =
        Device.enrolled(id, profile.name(), client, server, clock.instant())
            .withAddress(given.address());
    if (!devices.add(device)) {
      Problem.send(context, HttpStatus.CONFLICT, "device " + id + " exists already");
      return;
    }
    context.status(HttpStatus.CREATED);
    context.json(DeviceView.of(devices.find(id).orElse(device)));
  }

  private ModelProfile profile(Optional<String> name) {
    if (name.isEmpty()) return profiles.forModel(Optional.empty());
    List<String> names = profiles.all().stream().map(ModelProfile::name).toList();
    return profiles
        .find(name.get())
        .orElseThrow(
            () -> new BadRequest("no profile '%s': one of %s".formatted(name.get(), names)));
  }

  private static Account client(NewAccount given, ModelProfile profile) {
    requireScheme("client", given, profile, profile.clientScheme());
    String name = Input.needed(given.name(), "client.name");
    // The hash is enough to check every scheme: the secret itself is not kept.
    return Account.of(name, Input.needed(given.secret(), "client.secret")).hashOnly();
  }

  private Account server(NewAccount given, ModelProfile profile) {
    requireScheme("server", given, profile, profile.serverScheme());
    Account account =
        Account.of(given.name().orElse(serverId), Input.needed(given.secret(), "server.secret"));
    return profile.serverScheme() == AuthScheme.BASIC ? account : account.hashOnly();
  }

  private static void requireScheme(
      String side, NewAccount given, ModelProfile profile, AuthScheme scheme) {
    if (given.scheme().isEmpty()) return;
    AuthScheme asked = Input.word(side + ".scheme", given.scheme().get(), AuthScheme.values());
    if (asked != scheme)
      throw new BadRequest(
          "%s.scheme is %s in profile %s: leave it out, or choose a profile with %s"
              .formatted(side, Input.word(scheme), profile.name(), Input.word(asked)));
  }

  private void accept(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    Terms terms = Input.json(context, Terms.class);
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Optional<Device> found = devices.find(id);
      if (found.isEmpty()) {
        unknown(context, id);
        return;
      }
      boolean isDone =
          (found.get().standing() == Device.Standing.ENROLLED && terms.isEmpty())
              || devices.update(on(terms, found.get().accepted()));
      if (!isDone) continue;
      context.json(DeviceView.of(devices.find(id).orElse(found.get())));
      return;
    }
    Problem.send(context, HttpStatus.CONFLICT, "device " + id + " keeps changing: try again");
  }

  private Device on(Terms terms, Device device) {
    ModelProfile profile = profile(terms.profile().or(() -> Optional.of(device.profile())));
    return device.withAccounts(
        profile.name(),
        terms.client().map(it -> client(it, profile)).or(device::client),
        terms.server().map(it -> server(it, profile)).or(device::server));
  }

  static void unknown(Context context, DeviceId id) {
    Problem.send(context, HttpStatus.NOT_FOUND, "no device " + id + ": add it with POST /devices");
  }
}
