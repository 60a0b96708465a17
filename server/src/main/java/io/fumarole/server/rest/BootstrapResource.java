package io.fumarole.server.rest;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.dm.bootstrap.Profile;
import io.fumarole.protocol.dm.bootstrap.Protection;
import io.fumarole.protocol.dm.notification.Explained;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.dm.provisioning.ProvisioningCodec;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.bootstrap.Bootstrapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// `/devices/{id}/bootstrap`: the message that gives a device its account, explained octet by
/// octet.
public final class BootstrapResource implements RestApi.Resource {
  private final Bootstrapper bootstrapper;
  private final InstantSource clock;

  public BootstrapResource(Bootstrapper bootstrapper, InstantSource clock) {
    this.bootstrapper = bootstrapper;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(RestApi.BASE + "/devices/{id}/bootstrap", this::make, Scope.OPERATE);
  }

  /// What is wanted; secrets that are left out are made.
  ///
  /// @param profile `cp` or `dm`
  /// @param sec `netwpin`, `userpin` or `usernetwpin`
  /// @param model the device's model profile
  /// @param number the device's telephone number, for the SMS
  /// @param replace whether the device may lose the accounts that it has
  record Wanted(
      Optional<String> profile,
      Optional<String> sec,
      Optional<String> imsi,
      Optional<String> pin,
      Optional<String> model,
      Optional<String> user,
      Optional<String> secret,
      Optional<String> serverSecret,
      Optional<String> apn,
      Optional<String> number,
      Optional<Boolean> replace) {}

  /// @param words what was stored
  /// @param pin for the user, who types it on the device
  /// @param document the body of the push; in the DM profile not octet by octet
  /// @param sms one TPDU, or several
  record Made(
      String words,
      String profile,
      String sec,
      String user,
      Optional<String> secret,
      Optional<String> serverSecret,
      Optional<String> pin,
      NotifyResource.Layer document,
      NotifyResource.Layer wsp,
      List<NotifyResource.Layer> sms) {}

  private void make(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    Wanted given = Input.json(context, Wanted.class);
    Bootstrapper.Wanted wanted = wanted(id, given);
    String number = NotifyResource.number(given.number());
    switch (outcome(wanted)) {
      case Bootstrapper.Outcome.Built built -> {
        context.header("Cache-Control", "no-store");
        context.json(made(built, wanted, number));
      }
      case Bootstrapper.Outcome.Occupied() ->
          Problem.send(
              context,
              HttpStatus.CONFLICT,
              "device %s has accounts already, which it could not use any more: say replace to give it new ones"
                  .formatted(id));
      case Bootstrapper.Outcome.Impossible(var words) ->
          Problem.send(context, HttpStatus.CONFLICT, words);
    }
  }

  private Bootstrapper.Outcome outcome(Bootstrapper.Wanted wanted) {
    try {
      return bootstrapper.bootstrap(wanted, clock.instant());
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
  }

  private static Bootstrapper.Wanted wanted(DeviceId id, Wanted given) {
    Protection protection = Input.word("sec", given.sec().orElse("userpin"), Protection.values());
    Profile profile = Input.word("profile", given.profile().orElse("cp"), Profile.values());
    return new Bootstrapper.Wanted(
        id,
        profile,
        protection,
        given.imsi(),
        given.pin(),
        given.model(),
        given.user(),
        given.secret(),
        given.serverSecret(),
        given.apn(),
        given.replace().orElse(false));
  }

  private static Made made(
      Bootstrapper.Outcome.Built built, Bootstrapper.Wanted wanted, String number) {
    WspPush push = built.push();
    Bootstrapper.Secrets secrets = built.secrets();
    String words =
        "device %s %s; of the secrets only hashes are stored: they are shown here and never again"
            .formatted(wanted.device(), built.isNew() ? "was added" : "has new accounts");
    return new Made(
        words,
        Input.word(wanted.profile()),
        Input.word(wanted.protection()),
        secrets.user(),
        secrets.secret(),
        secrets.serverSecret(),
        secrets.pin(),
        NotifyResource.Layer.of(push.body(), explained(wanted.profile(), push.body())),
        NotifyResource.Layer.of(push.octets(), push.explain()),
        NotifyResource.sms(push, number));
  }

  private static List<Explained> explained(Profile profile, Octets body) {
    return switch (profile) {
      case CP -> explained(body);
      case DM -> List.of();
    };
  }

  private static List<Explained> explained(Octets document) {
    try {
      return ProvisioningCodec.explain(document);
    } catch (MalformedMessageException ours) {
      throw new IllegalStateException("a document of our own cannot be read", ours);
    }
  }
}
