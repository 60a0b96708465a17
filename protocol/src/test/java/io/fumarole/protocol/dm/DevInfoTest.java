package io.fumarole.protocol.dm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevInfoTest {
  private static Command.Replace replace(Meta meta, List<Item> items) {
    return new Command.Replace(new CmdId("3"), meta, items);
  }

  private static DevInfo read(Command.Replace replace) {
    var reading = DevInfo.read(replace).orElseThrow();
    assertThat(reading).isInstanceOf(DevInfo.Reading.Read.class);
    return ((DevInfo.Reading.Read) reading).info();
  }

  @Test
  void readsAndWritesTheExample() throws Exception {
    Command.Replace golden =
        GoldenMessages.replace("examples/flow-1-dm-replace/01-client-pkg1.xml");
    DevInfo info = read(golden);

    assertThat(info)
        .isEqualTo(
            DevInfo.of("IMEI:990012340056786", "Northwind Devices", "NW-410", "1.2", "en-GB"));
    assertThat(info.items()).isEqualTo(golden.items());
    assertThat(info.missing()).isEmpty();
  }

  @ParameterizedTest // reverse order, interior nodes of Format node, Ext and Bearer subtrees
  @ValueSource(
      strings = {
        "captures/c-library-challenge-md5/001-c2s.xml",
        "captures/c-library-device-request/001-c2s.xml",
        "captures/c-library-download-and-update-xml/001-c2s.xml"
      })
  void readsWhatTheCLibrarySends(String file) throws Exception {
    DevInfo info = read(GoldenMessages.replace(file));
    Map<DmUri, String> others = new LinkedHashMap<>();
    others.put(DmUri.of("./DevInfo/Ext/other/test3"), "data of test3");
    others.put(DmUri.of("./DevInfo/Ext/Intel/test2"), "data of test2");
    others.put(DmUri.of("./DevInfo/Ext/Intel/test1"), "data of test1");
    others.put(DmUri.of("./DevInfo/Bearer/test"), "test bearer");

    assertThat(info)
        .isEqualTo(
            new DevInfo(
                "DMCtest", "test manufacturer", "test model", "1.0", "test language", others));
    assertThat(read(replace(Meta.NONE, info.items()))).isEqualTo(info);
  }

  @Test // without Meta, leaves under Ext right away
  void readsWhatAHandsetSends() throws Exception {
    DevInfo info =
        read(GoldenMessages.replace("captures/handset-codec-challenge-and-url/001-c2s.xml"));

    assertThat(info.devId()).isEqualTo("IMEI:004999010640000");
    assertThat(info.mod()).isEqualTo("SM-TEST");
    assertThat(info.others()).hasSize(8).containsEntry(DmUri.of("./DevInfo/Ext/OmcCode"), "XXX");
  }

  @Test // field-notes: DmV " 1.2", data that ends in NUL; a LocURI in Target; Meta of the command
  void readsOddValues() {
    DevInfo info =
        read(
            replace(
                Meta.format("chr"),
                List.of(
                    Item.target("DevInfo/DmV", Meta.NONE, Data.text(" 1.2")),
                    Item.target("./DevInfo/Mod", Meta.NONE, Data.text("M1\0")),
                    Item.target("./DevInfo", Meta.NONE, Data.text("DmV/Mod")),
                    Item.target("./DevInfo/Ext", Meta.format(" Node "), Data.text("x")),
                    Item.target("./DevDetail/FwV", Meta.NONE, Data.text("2")))));

    assertThat(info).isEqualTo(DevInfo.of("", "", "M1", "1.2", ""));
    assertThat(info.missing()).containsExactly("DevId", "Man", "Lang");
  }

  @Test
  void findsNothingInOtherReplaces() {
    assertThat(DevInfo.read(replace(Meta.NONE, List.of(Item.target("./DevDetail/FwV"))))).isEmpty();
    assertThat(DevInfo.read(replace(Meta.NONE, List.of(Item.data("x"))))).isEmpty();
  }

  @Test
  void refusesWhatIsTooLargeWith413() {
    Item large = Item.target("./DevInfo/Mod", Meta.NONE, Data.text("x".repeat(4_097)));
    assertThat(DevInfo.read(replace(Meta.NONE, List.of(large))))
        .contains(
            new DevInfo.Reading.Refused(
                StatusCode.TOO_LARGE, "./DevInfo/Mod has more than 4096 characters"));
  }

  @Test
  void refusesTooManyLeavesWith413() {
    List<Item> many =
        IntStream.rangeClosed(0, 256)
            .mapToObj(i -> Item.target("./DevInfo/Ext/" + i, Meta.NONE, Data.empty()))
            .toList();
    assertThat(DevInfo.read(replace(Meta.NONE, many)))
        .contains(
            new DevInfo.Reading.Refused(StatusCode.TOO_LARGE, "DevInfo has more than 256 leaves"));
    assertThat(read(replace(Meta.NONE, many.subList(0, 256))).others()).hasSize(256);
  }
}
