package io.fumarole.protocol.dm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DevDetailTest {
  @Test
  void readsTheResultsOfTheExample() throws Exception {
    DevDetail detail =
        DevDetail.of(GoldenMessages.results("examples/flow-1-dm-replace/03-client-pkg3.xml"));

    assertThat(detail.fwV()).contains("NW410-2.3.1");
    assertThat(detail.hwV()).contains("B2");
    assertThat(detail.lrgObj()).contains(true);
    assertThat(detail.swV()).isEmpty();
    assertThat(detail.others()).isEmpty();
  }

  @Test // LrgObj with Format chr, interior nodes beside it
  void readsTheResultsOfTheCLibrary() throws Exception {
    DevDetail detail =
        DevDetail.of(GoldenMessages.results("captures/c-library-challenge-md5/005-c2s.xml"));
    assertThat(detail.lrgObj()).contains(true);
    assertThat(detail.fwV()).isEmpty();
  }

  @Test
  void writesWhatItReads() {
    DevDetail detail =
        new DevDetail(
            Optional.of("module"),
            Optional.of("Northwind"),
            Optional.of("2.3.1"),
            Optional.of("7"),
            Optional.of("B2"),
            Optional.of(false),
            new DevDetail.UriLimits(8, 127, 32),
            Map.of(DmUri.of("./DevDetail/Ext/slot"), "a"));
    assertThat(DevDetail.of(detail.values())).isEqualTo(detail);
    assertThat(detail.values()).hasSize(10).containsKeys(DevDetail.LEAVES.toArray(DmUri[]::new));
  }

  @Test
  void takesWhatItCannotReadAsNotSaid() {
    Map<DmUri, String> odd = new HashMap<>();
    odd.put(DevDetail.LRG_OBJ, "yes");
    odd.put(DevDetail.FW_V, " \0");
    odd.put(DmUri.of("./DevDetail/URI/MaxDepth"), "-1");
    odd.put(DmUri.of("./DevDetail/URI/MaxTotLen"), "65536");
    odd.put(DmUri.of("./DevDetail/URI/MaxSegLen"), " 65535 ");
    odd.put(DmUri.of("./DevInfo/Mod"), "elsewhere");
    DevDetail detail = DevDetail.of(odd);

    assertThat(detail.lrgObj()).isEmpty();
    assertThat(detail.fwV()).isEmpty();
    assertThat(detail.uriLimits()).isEqualTo(new DevDetail.UriLimits(0, 0, 65_535));
    assertThat(detail.others()).isEmpty();
  }

  @Test // syncml-dm 11: 0 = unlimited
  void knowsWhichAddressesTheDeviceTakes() {
    DmUri uri = DmUri.of("./FwUpdate/FwPkg1/State");

    assertThat(DevDetail.UriLimits.NONE.allow(uri)).isTrue();
    assertThat(new DevDetail.UriLimits(3, 23, 8).allow(uri)).isTrue();
    assertThat(new DevDetail.UriLimits(2, 0, 0).allow(uri)).isFalse();
    assertThat(new DevDetail.UriLimits(0, 22, 0).allow(uri)).isFalse();
    assertThat(new DevDetail.UriLimits(0, 0, 7).allow(uri)).isFalse();
  }
}
