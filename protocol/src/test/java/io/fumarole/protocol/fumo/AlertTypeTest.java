package io.fumarole.protocol.fumo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Spec: fumo 6.
class AlertTypeTest {
  @ParameterizedTest
  @EnumSource(AlertType.class)
  void readsWhatItWrites(AlertType type) {
    assertThat(AlertType.parse(type.text())).contains(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.openmobilealliance.dm.firmwareupdate.downloadandupdate",
        "org.openmobilealliance.firmwareupdate.downloadandupdate",
        "ORG.OpenMobileAlliance.DM.FirmwareUpdate.DownloadAndUpdate",
        " \t\r\norg.openmobilealliance.dm.firmwareupdate.downloadandupdate \n",
        "Reversed-Domain-Name: org.openmobilealliance.dm.firmwareupdate.downloadandupdate",
        "reversed-domain-name:org.openmobilealliance.firmwareupdate.downloadandupdate",
        "Content-Type: org.openmobilealliance.dm.firmwareupdate.downloadandupdate"
      })
  void readsATypeAsDevicesWriteIt(String text) {
    assertThat(AlertType.parse(text)).contains(AlertType.DOWNLOAD_AND_UPDATE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "update",
        "org.openmobilealliance.dm.firmwareupdate",
        "org.openmobilealliance.dm.firmwareupdate.updates",
        "org.openmobilealliance.dm.lawmo.update",
        "com.example.org.openmobilealliance.dm.firmwareupdate.update"
      })
  void leavesOtherTypesAlone(String text) {
    assertThat(AlertType.parse(text)).isEmpty();
  }

  @Test
  void sendsTheBareTypeOfTheOperation() {
    assertThat(AlertType.of(Operation.DOWNLOAD).text())
        .isEqualTo("org.openmobilealliance.dm.firmwareupdate.download");
    assertThat(AlertType.of(Operation.UPDATE).text())
        .isEqualTo("org.openmobilealliance.dm.firmwareupdate.update");
    assertThat(AlertType.of(Operation.DOWNLOAD_AND_UPDATE).text())
        .isEqualTo("org.openmobilealliance.dm.firmwareupdate.downloadandupdate");
  }
}
