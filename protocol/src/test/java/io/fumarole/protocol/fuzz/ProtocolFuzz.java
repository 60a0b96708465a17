package io.fumarole.protocol.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dlota.DescriptorCodec;
import io.fumarole.protocol.dlota.DescriptorReading;
import io.fumarole.protocol.dlota.InstallStatus;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.dm.notification.Envelope;
import io.fumarole.protocol.dm.notification.Explained;
import io.fumarole.protocol.dm.notification.Initiator;
import io.fumarole.protocol.dm.notification.MalformedNotificationException;
import io.fumarole.protocol.dm.notification.Notification;
import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.dm.notification.SmsPdu;
import io.fumarole.protocol.dm.notification.SmsUserData;
import io.fumarole.protocol.dm.notification.UiMode;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.dm.provisioning.ProvisioningCodec;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Element;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.testing.FuzzCase;
import io.fumarole.protocol.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the protocol reads from strangers. A target takes any octets: it refuses them by the one
/// exception that it declares, or reads them, and then what it read is written and read again.
public final class ProtocolFuzz {
  static final List<FuzzCase> CASES =
      List.of(
          new FuzzCase("xml", it -> message(it, Form.Encoding.XML), messages(Form.Encoding.XML)),
          new FuzzCase(
              "wbxml", it -> message(it, Form.Encoding.WBXML), messages(Form.Encoding.WBXML)),
          new FuzzCase("document", ProtocolFuzz::document, documents()),
          new FuzzCase("notification", ProtocolFuzz::notification, notifications()),
          new FuzzCase("sms", ProtocolFuzz::sms, texts()),
          new FuzzCase(
              "descriptor",
              ProtocolFuzz::descriptor,
              List.of(Golden.read("examples/flow-2-alternate-download/descriptor.dd.xml"))),
          new FuzzCase(
              "provisioning",
              ProtocolFuzz::provisioning,
              List.of(
                  Golden.read("examples/bootstrap-cp/w7.wbxml"),
                  Golden.read("examples/bootstrap-cp/w7.xml"))),
          new FuzzCase(
              "line",
              ProtocolFuzz::line,
              List.of(
                  Octets.utf8(
                      "algorithm=MD5, username=\"nw410-786\", mac=j1Msfpvp8pMNAFZhwOokPQ=="),
                  Octets.utf8("./FwUpdate/FwPkg1/DownloadAndUpdate/PkgURL?prop=Format"),
                  Octets.utf8("900 Success"),
                  Octets.utf8("org.openmobilealliance.dm.firmwareupdate.downloadandupdate"))));

  private static final int SHOWN = 100;

  private ProtocolFuzz() {}

  /// Jazzer's entry.
  public static void fuzzerTestOneInput(byte[] octets) throws Exception {
    FuzzCase.feed(CASES, octets);
  }

  private static List<Octets> messages(Form.Encoding encoding) {
    List<Octets> seeds = new ArrayList<>();
    for (String folder : Golden.folders()) {
      List<Golden> messages = Golden.messages(folder, encoding);
      if (!messages.isEmpty()) seeds.add(messages.getFirst().octets());
      if (messages.size() > 1) seeds.add(messages.get(1).octets());
    }
    return seeds;
  }

  private static List<Octets> documents() {
    return List.of(
        Golden.read("examples/ddf/fumo-ddf.wbxml"), Golden.read("examples/ddf/fumo-ddf.xml"));
  }

  private static Package0 package0() {
    return Notification.of(UiMode.BACKGROUND, Initiator.SERVER, 1, "fota.example")
        .sign(Account.of("fota.example", "x"), Octets.EMPTY);
  }

  private static List<Octets> notifications() {
    return List.of(package0().octets(), WspPush.of(1, package0()).octets());
  }

  private static List<Octets> texts() {
    Octets push = WspPush.of(1, package0()).octets();
    return SmsUserData.split(push, 1).stream()
        .map(part -> SmsPdu.submit("+46701234567", part).octets())
        .toList();
  }

  private static void message(byte[] octets, Form.Encoding encoding) {
    Message message;
    try {
      message = Codec.decode(Octets.wrap(octets), encoding, Limits.DEFAULT).message();
    } catch (MalformedMessageException refused) {
      assertThat(refused.offset()).isBetween(0L, (long) octets.length);
      return;
    }
    for (Form form : List.of(Form.XML, Form.WBXML)) {
      Optional<Octets> written = written(message, form);
      if (written.isEmpty()) continue;
      Message again = read(written.get(), form.encoding());
      // WBXML has no tokens for an embedded document of a kind unknown to it: that becomes text. An
      // element of a device description where a command should be is told by its name alone.
      String shown = message.toString();
      boolean isExact = !shown.contains("Embedded[") && !shown.contains("Unsupported[");
      if (isExact) same(again, message, form);
      else written(again, form).ifPresent(it -> same(read(it, form.encoding()), again, form));
    }
  }

  /// Messages are long: only where they begin to differ is shown.
  private static void same(Message got, Message wanted, Form form) {
    if (got.equals(wanted)) return;
    String is = got.toString();
    String was = wanted.toString();
    int at = 0;
    while (at < Math.min(is.length(), was.length()) && is.charAt(at) == was.charAt(at)) at++;
    throw new AssertionError(
        "in %s, at %d: '%s' became '%s'".formatted(form, at, piece(was, at), piece(is, at)));
  }

  private static String piece(String text, int at) {
    return text.substring(Math.max(0, at - SHOWN), Math.min(text.length(), at + SHOWN));
  }

  /// A coding may be unable to carry what the other brought: that is refused with words.
  private static Optional<Octets> written(Message message, Form form) {
    try {
      return Optional.of(Codec.encode(message, form));
    } catch (IllegalArgumentException refused) {
      assertThat(refused).isExactlyInstanceOf(IllegalArgumentException.class);
      return Optional.empty();
    }
  }

  private static Message read(Octets octets, Form.Encoding encoding) {
    try {
      // What one coding says in an octet takes many in the other.
      var roomy = new Limits(1 << 24, 64, 1_000, 10_000, 1 << 20, 100_000);
      return Codec.decode(octets, encoding, roomy).message();
    } catch (MalformedMessageException ours) {
      throw new AssertionError("we cannot read what we wrote: " + octets.utf8(), ours);
    }
  }

  private static void document(byte[] octets) {
    for (Form.Encoding encoding : Form.Encoding.values()) {
      Element root;
      try {
        root = Codec.decodeDocument(Octets.wrap(octets), encoding, Limits.DEFAULT);
      } catch (MalformedMessageException refused) {
        assertThat(refused.offset()).isBetween(0L, (long) octets.length);
        continue;
      }
      for (Form.Encoding other : Form.Encoding.values()) {
        try {
          Octets written = Codec.encodeDocument(root, other);
          assertThat(Codec.decodeDocument(written, other, Limits.DEFAULT)).isEqualTo(root);
        } catch (IllegalArgumentException refused) {
          assertThat(refused).isExactlyInstanceOf(IllegalArgumentException.class);
        } catch (MalformedMessageException ours) {
          throw new AssertionError("we cannot read what we wrote", ours);
        }
      }
    }
  }

  private static void provisioning(byte[] octets) {
    for (Form.Encoding encoding : Form.Encoding.values()) {
      ProvisioningDocument document;
      try {
        document = ProvisioningCodec.decode(Octets.wrap(octets), encoding);
        if (encoding == Form.Encoding.WBXML)
          assertThat(joined(ProvisioningCodec.explain(Octets.wrap(octets))))
              .isEqualTo(Octets.wrap(octets));
      } catch (MalformedMessageException refused) {
        assertThat(refused.offset()).isBetween(0L, (long) octets.length);
        continue;
      }
      for (Form.Encoding other : Form.Encoding.values()) {
        try {
          Octets written = ProvisioningCodec.encode(document, other);
          assertThat(ProvisioningCodec.decode(written, other)).isEqualTo(document);
        } catch (IllegalArgumentException refused) {
          assertThat(refused).isExactlyInstanceOf(IllegalArgumentException.class);
        } catch (MalformedMessageException ours) {
          throw new AssertionError("we cannot read what we wrote", ours);
        }
      }
    }
  }

  private static void notification(byte[] octets) {
    try {
      Envelope read = Envelope.open(Octets.wrap(octets));
      assertThat(joined(read.explain())).isEqualTo(Octets.wrap(octets));
      read.package0().check(Account.of("fota.example", "x"), Octets.EMPTY);
    } catch (MalformedNotificationException refused) {
      assertThat(refused.offset()).isBetween(0, octets.length);
    }
    try {
      assertThat(joined(WspPush.parse(Octets.wrap(octets)).explain()).length())
          .isLessThanOrEqualTo(octets.length);
    } catch (MalformedNotificationException refused) {
      assertThat(refused.offset()).isBetween(0, octets.length);
    }
  }

  private static Octets joined(List<Explained> parts) {
    StringBuilder hex = new StringBuilder();
    parts.forEach(part -> hex.append(part.octets().toHex()));
    return Octets.hex(hex.toString());
  }

  private static void sms(byte[] octets) {
    try {
      SmsPdu pdu = SmsPdu.parse(Octets.wrap(octets));
      pdu.explain();
      SmsUserData.join(List.of(pdu.userData()));
    } catch (MalformedNotificationException refused) {
      assertThat(refused.offset()).isBetween(0, octets.length);
    }
  }

  private static void descriptor(byte[] octets) {
    switch (DescriptorCodec.read(Octets.wrap(octets))) {
      case DescriptorReading.Read(var descriptor) ->
          assertThat(DescriptorCodec.read(DescriptorCodec.write(descriptor)))
              .isEqualTo(new DescriptorReading.Read(descriptor));
      case DescriptorReading.Unusable(var status, var reason, var _) -> {
        assertThat(status.code()).isBetween(900, 999);
        assertThat(reason).isNotBlank();
      }
    }
  }

  /// Single lines from headers, addresses and bodies.
  private static void line(byte[] octets) {
    String text = Octets.wrap(octets).utf8();
    HmacHeader.parse(text)
        .ifPresent(
            header -> {
              assertThat(header.toString()).doesNotContain(header.mac());
              assertThat(HmacHeader.parse(header.format())).contains(header);
            });
    DmUri.parse(text).ifPresent(uri -> assertThat(DmUri.parse(uri.toString())).contains(uri));
    InstallStatus.parse(text).ifPresent(status -> assertThat(status.line()).doesNotContain("\n"));
    AlertType.parse(text);
  }
}
