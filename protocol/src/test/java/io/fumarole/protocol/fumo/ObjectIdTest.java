package io.fumarole.protocol.fumo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which Types are those of a firmware update object. Spec: fumo 1.
class ObjectIdTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "urn:oma:mo:oma-fumo:1.0",
        "urn:oma:mo:oma-fumo:1.1",
        "urn:oma:mo:oma-fumo:1.0.2",
        "urn:oma:mo:oma-fumo",
        "URN:OMA:MO:OMA-FUMO:1.0",
        " urn:oma:mo:oma-fumo:1.0 \0",
        "org.openmobilealliance/1.0/FirmwareUpdateManagementObject",
        "org.openmobilealliance/1.0/firmwareupdatemanagement"
      })
  void harmlessSpellingsAreRecognised(String type) {
    assertThat(Inspection.isObjectId(type)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "urn:oma:mo:oma-fumo:2.0",
        "urn:oma:mo:oma-fumo:10.0",
        "urn:oma:mo:oma-fumo:1.0-x",
        "urn:oma:mo:oma-scomo:1.0",
        "xurn:oma:mo:oma-fumo:1.0",
        "org.openmobilealliance/1.0/w7"
      })
  void otherObjectsAreNot(String type) {
    assertThat(Inspection.isObjectId(type)).isFalse();
  }
}
