package io.fumarole.server.download;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.RedirectUse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// What an address allows: this device may fetch this content for this deployment until then. It
/// travels within the address, so that serving it costs no look-up.
///
/// @param sha256 of the content, lower-case hex
/// @param redirects whether its octets may come from elsewhere
/// @param label only in the address of a descriptor
record Grant(
    DeviceId device,
    DeploymentId deployment,
    String sha256,
    String contentType,
    Instant expires,
    RedirectUse redirects,
    Optional<Label> label) {
  private static final int LAYOUT = 1;
  private static final int LAYOUT_REDIRECTED = 2;
  private static final int DIGEST_OCTETS = 32;

  /// Phones' descriptor parsers stop at 40 characters. Spec: dlota 2.
  private static final int LONGEST_LABEL = 40;

  /// What a descriptor shows.
  record Label(String name, String vendor, String version) {
    static Label of(FirmwarePackage shown) {
      return new Label(cut(shown.name()), cut(shown.vendor()), cut(shown.toVersion()));
    }

    private static String cut(String text) {
      int end =
          text.offsetByCodePoints(
              0, Math.min(text.codePointCount(0, text.length()), LONGEST_LABEL));
      return text.substring(0, end);
    }
  }

  boolean isOverAt(Instant now) {
    return !now.isBefore(expires);
  }

  Grant withoutLabel() {
    return new Grant(device, deployment, sha256, contentType, expires, redirects, Optional.empty());
  }

  byte[] toBytes() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(redirects == RedirectUse.FOLLOWED ? LAYOUT_REDIRECTED : LAYOUT);
      out.writeInt((int) expires.getEpochSecond());
      out.write(HexFormat.of().parseHex(sha256));
      out.writeUTF(device.value());
      out.writeUTF(deployment.value());
      // The usual type is left out: some devices hold only 255 characters of an address.
      out.writeUTF(contentType.equals(FirmwarePackage.OCTET_STREAM) ? "" : contentType);
      if (label.isPresent()) {
        out.writeUTF(label.get().name());
        out.writeUTF(label.get().vendor());
        out.writeUTF(label.get().version());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  /// Reads what [#toBytes] wrote; empty for anything else.
  static Optional<Grant> of(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int layout = in.readByte();
      if (layout != LAYOUT && layout != LAYOUT_REDIRECTED) return Optional.empty();
      RedirectUse redirects = layout == LAYOUT_REDIRECTED ? RedirectUse.FOLLOWED : RedirectUse.NONE;
      Instant expires = Instant.ofEpochSecond(Integer.toUnsignedLong(in.readInt()));
      String sha256 = HexFormat.of().formatHex(in.readNBytes(DIGEST_OCTETS));
      var device = new DeviceId(in.readUTF());
      var deployment = new DeploymentId(in.readUTF());
      String type = in.readUTF();
      String contentType = type.isEmpty() ? FirmwarePackage.OCTET_STREAM : type;
      Optional<Label> label =
          in.available() == 0
              ? Optional.empty()
              : Optional.of(new Label(in.readUTF(), in.readUTF(), in.readUTF()));
      return Optional.of(
          new Grant(device, deployment, sha256, contentType, expires, redirects, label));
    } catch (IOException | IllegalArgumentException otherLayout) {
      return Optional.empty();
    }
  }
}
