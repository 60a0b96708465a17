package io.fumarole.server.rest;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.dm.notification.Explained;
import io.fumarole.protocol.dm.notification.Initiator;
import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.dm.notification.SmsPdu;
import io.fumarole.protocol.dm.notification.SmsUserData;
import io.fumarole.protocol.dm.notification.UiMode;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.notify.Notifier;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// `/devices/{id}/notify`: a notification, sent and explained octet by octet.
public final class NotifyResource implements RestApi.Resource {
  /// Stands in the SMS where nobody has said the device's number: a modem must be told the right
  /// one.
  private static final String NO_NUMBER = "0";

  private final Notifier notifier;
  private final InstantSource clock;

  public NotifyResource(Notifier notifier, InstantSource clock) {
    this.notifier = notifier;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(RestApi.BASE + "/devices/{id}/notify", this::send, Scope.OPERATE);
  }

  /// What is wanted.
  ///
  /// @param print builds it and sends nothing
  /// @param number the device's telephone number, for the SMS
  record Wanted(
      Optional<String> uiMode,
      Optional<String> initiator,
      Optional<Boolean> print,
      Optional<String> number) {}

  /// A layer, octet by octet.
  record Layer(String hex, List<Part> parts) {
    record Part(int offset, String octets, String meaning) {
      static Part of(Explained it) {
        return new Part(it.offset(), it.octets().toHex(), it.meaning());
      }
    }

    static Layer of(Octets octets, List<Explained> parts) {
      return new Layer(octets.toHex(), parts.stream().map(Part::of).toList());
    }
  }

  /// @param sessionId as the device will write it
  /// @param words where it went
  /// @param sms one TPDU, or several when it does not fit into one
  record Sent(
      boolean sent, String words, String sessionId, Layer package0, Layer wsp, List<Layer> sms) {}

  private void send(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    Wanted wanted = Input.json(context, Wanted.class);
    UiMode uiMode = wanted.uiMode().map(NotifyResource::uiMode).orElse(UiMode.NOT_SPECIFIED);
    Initiator initiator =
        wanted
            .initiator()
            .map(it -> Input.word("initiator", it, Initiator.values()))
            .orElse(Initiator.SERVER);
    String number = number(wanted.number());
    boolean printOnly = wanted.print().orElse(false);
    Notifier.When when = printOnly ? Notifier.When.NEVER : Notifier.When.NOW;
    switch (notifier.notify(id, uiMode, initiator, when, clock.instant())) {
      case Notifier.Outcome.Built built when built.isSent() || printOnly ->
          context.json(explained(built, number));
      case Notifier.Outcome.Built built ->
          Problem.send(context, HttpStatus.BAD_GATEWAY, built.words());
      case Notifier.Outcome.NoDevice() -> DevicesResource.unknown(context, id);
      case Notifier.Outcome.Impossible(var words) ->
          Problem.send(context, HttpStatus.CONFLICT, words);
    }
  }

  private static UiMode uiMode(String word) {
    return word.equals("interactive")
        ? UiMode.USER_INTERACTION
        : Input.word("uiMode", word, UiMode.values());
  }

  static String number(Optional<String> given) {
    if (given.isEmpty()) return NO_NUMBER;
    if (!given.get().matches("[+]?[0-9]{1,20}"))
      throw new BadRequest("number is a telephone number such as +46700000000");
    return given.get();
  }

  private static Sent explained(Notifier.Outcome.Built built, String number) {
    Package0 package0 = built.package0();
    WspPush push = built.push();
    return new Sent(
        built.isSent(),
        built.words(),
        package0.notification().sessionIdText(),
        Layer.of(package0.octets(), package0.explain()),
        Layer.of(push.octets(), push.explain()),
        sms(push, number));
  }

  /// The messages that a modem has to send.
  static List<Layer> sms(WspPush push, String number) {
    return SmsUserData.split(push.octets(), push.transactionId()).stream()
        .map(part -> SmsPdu.submit(number, part))
        .map(pdu -> Layer.of(pdu.octets(), pdu.explain()))
        .toList();
  }
}
