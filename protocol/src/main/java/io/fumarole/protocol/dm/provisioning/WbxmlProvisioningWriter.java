package io.fumarole.protocol.dm.provisioning;

import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Characteristic;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Entry;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Parm;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.WbxmlToken;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Writes CP in WBXML 1.3 without a string table. Where both pages have a token, page 0 is taken,
/// as libwbxml does: what devices know best. Spec: wbxml 7.
final class WbxmlProvisioningWriter {
  private static final Octets HEADER = Octets.hex("030B6A00");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int page;

  private WbxmlProvisioningWriter() {}

  static Octets write(ProvisioningDocument document) {
    var writer = new WbxmlProvisioningWriter();
    writer.out.writeBytes(HEADER.toByteArray());
    boolean isEmpty = document.characteristics().isEmpty();
    writer.tag(Tokens.ROOT, document.version().isPresent(), !isEmpty);
    if (document.version().isPresent()) {
      writer.attribute("version", document.version().get());
      writer.end();
    }
    document.characteristics().forEach(writer::characteristic);
    if (!isEmpty) writer.end();
    return Octets.wrap(writer.out.toByteArray());
  }

  private void characteristic(Characteristic characteristic) {
    List<Entry> entries = characteristic.entries();
    tag(Tokens.CHARACTERISTIC, true, !entries.isEmpty());
    attribute("type", characteristic.type());
    end();
    for (Entry entry : entries) {
      switch (entry) {
        case Characteristic inner -> characteristic(inner);
        case Parm parm -> parm(parm);
      }
    }
    if (!entries.isEmpty()) end();
  }

  private void parm(Parm parm) {
    tag(Tokens.PARM, true, false);
    attribute("name", parm.name());
    parm.value().ifPresent(value -> attribute("value", value));
    end();
  }

  private void tag(int token, boolean hasAttributes, boolean hasContent) {
    int bits = hasAttributes ? WbxmlToken.HAS_ATTRIBUTES : 0;
    out.write(token | bits | (hasContent ? WbxmlToken.HAS_CONTENT : 0));
  }

  private void attribute(String name, String value) {
    Optional<Tokens.Place> whole =
        value.isEmpty() ? Optional.empty() : Tokens.placeOf(new Tokens.Start(name, value));
    if (whole.isPresent()) {
      token(whole.get());
      return;
    }
    token(Tokens.placeOf(new Tokens.Start(name, "")).orElseThrow());
    Tokens.placeOfValue(value).ifPresentOrElse(this::token, () -> inline(value));
  }

  /// The page is switched late, and stays.
  private void token(Tokens.Place place) {
    if (place.page() != page) {
      out.write(WbxmlToken.SWITCH_PAGE);
      out.write(place.page());
      page = place.page();
    }
    out.write(place.token());
  }

  private void inline(String text) {
    if (text.indexOf(0) >= 0)
      throw new IllegalArgumentException("A value with NUL cannot stand in a document");
    out.write(WbxmlToken.STR_I);
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    out.write(0);
  }

  private void end() {
    out.write(WbxmlToken.END);
  }
}
