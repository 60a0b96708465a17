package io.fumarole.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembersTest {
  @Test
  void theListAndTheFleetAgreeWithoutAFileBetweenThem() throws IOException {
    long seed = new Random().nextLong();
    var listed = new Members("SIM:", seed, 3);
    StringBuilder csv = new StringBuilder();
    listed.writeCsv(csv, "oma-strict", true);
    List<String> lines = csv.toString().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.getFirst())
        .isEqualTo("id,profile,clientName,clientSecret,serverSecret,label.fleet");
    var fleet = new Members("SIM:", seed, 3);
    for (int number = 0; number < 3; number++)
      assertThat(lines.get(number + 1))
          .as("seed %d", seed)
          .isEqualTo(
              "SIM:00000%d,oma-strict,SIM:00000%d,%s,%s,SIM"
                  .formatted(
                      number, number, fleet.clientSecret(number), fleet.serverSecret(number)));
  }

  @Test
  void aProfileWhoseServerShowsNothingGetsNoSecretOfIt() throws IOException {
    StringBuilder csv = new StringBuilder();
    new Members("SIM:", 1, 1).writeCsv(csv, "router", false);
    assertThat(csv.toString()).endsWith(",,SIM\n");
  }

  @Test
  void devicesThatListenHaveAPortEach() throws IOException {
    StringBuilder csv = new StringBuilder();
    new Members("SIM:", 1, 2)
        .writeCsv(csv, "router", false, Optional.of(Listening.parse("192.0.2.7:20000", 2)));
    List<String> lines = csv.toString().lines().toList();
    assertThat(lines.get(0)).endsWith(",label.fleet,address");
    assertThat(lines.get(1)).endsWith(",SIM,udp:192.0.2.7:20000");
    assertThat(lines.get(2)).endsWith(",SIM,udp:192.0.2.7:20001");
  }

  @Test
  void everySecretIsAnother() {
    Set<String> secrets = new HashSet<>();
    for (long seed = 1; seed <= 2; seed++) {
      var members = new Members("SIM:", seed, 500);
      for (int number = 0; number < 500; number++) {
        secrets.add(members.clientSecret(number));
        secrets.add(members.serverSecret(number));
      }
    }
    assertThat(secrets).hasSize(2_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,b", "\"", "a b", "ü"})
  void refusesPrefixesThatNoListCouldCarry(String prefix) {
    assertThatThrownBy(() -> new Members(prefix, 1, 1)).hasMessageContaining("is no prefix");
  }

  @Test
  void refusesFleetsOfNoSize() {
    assertThatThrownBy(() -> new Members("SIM:", 1, 0)).hasMessageContaining("1 to 200000");
    assertThatThrownBy(() -> new Members("SIM:", 1, 200_001)).hasMessageContaining("1 to 200000");
  }
}
