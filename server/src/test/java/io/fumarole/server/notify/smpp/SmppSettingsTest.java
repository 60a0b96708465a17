package io.fumarole.server.notify.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.fumarole.server.ServerSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmppSettingsTest {
  private static ServerSettings server(String smpp) {
    return ServerSettings.from(ConfigFactory.parseString("fumarole.smpp { " + smpp + " }"));
  }

  @Test
  void readsAConfiguration() {
    SmppSettings read =
        server("host = smsc, tls = true, bind = TRANSMITTER, source { address = 4711, ton = 3 }")
            .smpp();
    assertThat(read.isSet()).isTrue();
    assertThat(read.isTls()).isTrue();
    assertThat(read.port()).isEqualTo(2775);
    assertThat(read.bind()).isEqualTo(SmppSettings.Bind.TRANSMITTER);
    assertThat(read.source())
        .isEqualTo(new SmppSettings.Source("4711", new SmppSettings.Numbering(3, 0)));
    assertThat(ServerSettings.of(Path.of("data")).smpp().isSet()).isFalse();
  }

  @Test
  void oneSettingIsChangedWithoutTheOthers() {
    ServerSettings was = server("host = smsc, perSecond = 50");
    assertThat(was.with("port", 9_000).smpp()).isEqualTo(was.smpp());
    assertThat(was.with("smpp.perSecond", 7).smpp().perSecond()).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({
    "port = 0, smpp.port",
    "systemId = abcdefghijklmnop, smpp.systemId",
    "systemId = ä, smpp.systemId",
    "password = secret-words, smpp.password",
    "systemType = abcdefghijklm, smpp.systemType",
    "source.address = 123456789012345678901, smpp.source.address",
    "source.ton = 7, ton is 0 to 6",
    "destination.npi = 2, npi is one of",
    "dataCoding = 256, smpp.dataCoding",
    "perSecond = 0, smpp.perSecond",
    "waiting = 0, smpp.waiting",
    "enquireLink = 0 s, smpp.enquireLink",
    "patience = 1 d, smpp.patience",
    "bind = BOTH, bind",
    "hots = smsc, there is no such setting",
  })
  void refusesSettingsThatCannotBe(String setting, String words) {
    assertThatThrownBy(() -> server(setting)).hasMessageContaining(words);
  }

  @Test
  void aPasswordIsInNoMessage() {
    assertThatThrownBy(() -> server("password = secret-words"))
        .hasMessageNotContaining("secret-words");
    assertThat(server("password = hush").toString()).doesNotContain("hush");
  }
}
