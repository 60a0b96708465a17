package io.fumarole.protocol.dm.bootstrap;

import io.fumarole.protocol.dm.bootstrap.Bootstrap.Reading;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.dm.provisioning.ProvisioningCodec;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;

/// A bootstrap message in the push that brings it. Spec: notification 4 to 6.
public final class BootstrapPush {
  /// A name for the account that the DM profile suggests.
  private static final String NODE = "Fumarole";

  private BootstrapPush() {}

  /// Writes what the device shall get.
  ///
  /// @param deviceId for whom it is
  public static Octets body(Profile profile, Bootstrap bootstrap, String deviceId) {
    return switch (profile) {
      case CP -> ProvisioningCodec.encode(CpProfile.write(bootstrap), Form.Encoding.WBXML);
      case DM -> Codec.encode(DmProfile.write(bootstrap, deviceId, NODE), Form.WBXML);
    };
  }

  /// Packs a body with its protection.
  ///
  /// @throws IllegalArgumentException when the secret that the protection needs is not there
  public static WspPush pack(
      int transactionId,
      Profile profile,
      Protection protection,
      SharedSecrets secrets,
      Octets body) {
    String mac = secrets.mac(profile, protection, body);
    return switch (profile) {
      case CP -> WspPush.provisioning(transactionId, protection.code(), mac, body);
      case DM -> WspPush.dmMessage(transactionId, protection.code(), mac, body);
    };
  }

  /// Checks and reads a push. Nothing is looked at before the MAC has shown that whoever wrote it
  /// knows the shared secret.
  ///
  /// @param known to the device
  public static Reading open(WspPush push, SharedSecrets known) {
    Optional<Profile> profile = Profile.of(push);
    if (profile.isEmpty()) return unusable("a push of " + push.contentType() + " is no bootstrap");
    Optional<String> sec = Optional.ofNullable(push.parameters().get(WspPush.SEC));
    Optional<String> mac = Optional.ofNullable(push.parameters().get(WspPush.MAC));
    if (sec.isEmpty() || mac.isEmpty())
      return unusable("it has no SEC and MAC: nothing shows who sent it");
    Optional<Protection> protection = Protection.parse(sec.get());
    if (protection.isEmpty()) return unusable("its SEC is none of NETWPIN, USERPIN, USERNETWPIN");
    if (!known.hold(protection.get()))
      return unusable(SharedSecrets.needs(protection.get()) + ", which is not known here");
    if (!known.fits(profile.get(), protection.get(), mac.get(), push.body()))
      return unusable("its MAC does not fit: another PIN or IMSI, or a changed message");
    return read(profile.get(), push.body());
  }

  /// Reads a body without asking who sent it.
  public static Reading read(Profile profile, Octets body) {
    try {
      return switch (profile) {
        case CP -> CpProfile.read(ProvisioningCodec.decode(body, Form.Encoding.WBXML));
        case DM ->
            DmProfile.read(Codec.decode(body, Form.Encoding.WBXML, Limits.DEFAULT).message());
      };
    } catch (MalformedMessageException e) {
      return unusable("it cannot be read: " + e.getMessage());
    }
  }

  private static Reading unusable(String reason) {
    return new Reading.Unusable(reason);
  }
}
