package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
  private static final String CREDENTIAL = "Zz6EivR3yeaaENcRN6lpAQ==";

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void credentialsAreOverwrittenInPlace(boolean xml) throws Exception {
    Octets octets = Codec.encode(message(List.of()), form(xml));

    Octets masked = mask(octets, xml);

    assertThat(masked.length()).isEqualTo(octets.length());
    assertThat(masked.utf8()).doesNotContain(CREDENTIAL).contains("*".repeat(24));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSecretInASequenceIsNotKept(boolean xml) throws Exception {
    Item secret = Item.target("./DMAcc/a/AppAuth/1/AAuthSecret", Meta.NONE, Data.text("OhBehave"));
    var replace = new Command.Replace(CmdId.of(2), Meta.NONE, List.of(secret));
    var sequence = new Command.Sequence(CmdId.of(1), Meta.NONE, List.of(replace));

    Octets masked = mask(Codec.encode(message(List.of(sequence)), form(xml)), xml);

    assertThat(masked.utf8()).doesNotContain("OhBehave").contains("[a secret of 8 octets]");
    assertThat(masked.utf8()).doesNotContain(CREDENTIAL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void largeResultsAreKeptAsTheirSize(boolean xml) throws Exception {
    Item large = Item.source("./Vendor/Log", Meta.NONE, Data.text("x".repeat(5_000)));
    var results =
        new Command.Results(
            CmdId.of(1),
            Optional.of(MsgId.of(1)),
            CmdId.of(4),
            Meta.NONE,
            Optional.empty(),
            Optional.empty(),
            List.of(large));

    Octets masked = mask(Codec.encode(message(List.of(results)), form(xml)), xml);

    assertThat(masked.length()).isLessThan(2_000);
    assertThat(masked.utf8()).contains("[5000 octets, beginning xxxxxxxxxxxxxxxx]");
  }

  private static Form form(boolean xml) {
    return xml ? Form.XML : Form.WBXML;
  }

  private static Octets mask(Octets octets, boolean xml) throws Exception {
    return Masking.mask(octets, Codec.decode(octets, form(xml).encoding(), Limits.DEFAULT));
  }

  private static Message message(List<Command> commands) {
    var cred = new Cred(Meta.of("b64", "syncml:auth-md5"), Octets.utf8(CREDENTIAL));
    var header =
        new SyncHdr(
            "1.2",
            "DM/1.2",
            "1",
            MsgId.of(1),
            Location.of("http://dm.fota.example/dm"),
            Location.of("IMEI:1"),
            Optional.empty(),
            Optional.of(cred),
            Meta.NONE);
    return new Message(header, commands, true);
  }
}
