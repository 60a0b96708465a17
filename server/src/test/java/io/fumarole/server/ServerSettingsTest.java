package io.fumarole.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {
  @Test
  void readsAConfiguration() {
    var settings =
        ServerSettings.from(
            ConfigFactory.parseString(
                """
                fumarole {
                  port = 9000
                  publicUrl = "https://dm.example.org/"
                  unknownDevices = PENDING
                  mostUnknownDevices = 50
                  linkLifetime = 3 hours
                  packages.unsigned = REFUSE
                  triggerCommand = ["send-sms", "--now"]
                }
                """));
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(9000);
    assertThat(settings.publicUrl()).hasValue("https://dm.example.org");
    assertThat(settings.unknownDevices()).isEqualTo(UnknownDevices.PENDING);
    assertThat(settings.mostUnknownDevices()).isEqualTo(50);
    assertThat(settings.linkLifetime()).isEqualTo(Duration.ofHours(3));
    assertThat(settings.allowUnsigned()).isFalse();
    assertThat(settings.triggerCommand()).containsExactly("send-sms", "--now");
  }

  @Test
  void refusesWhatMakesNoSense() {
    var plain = ServerSettings.of(Path.of("data"));
    assertThat(plain.unknownDevices()).isEqualTo(UnknownDevices.REFUSE);
    assertThatThrownBy(() -> plain.with("port", 65_536)).hasMessageContaining("not 65536");
    assertThat(plain.mostUnknownDevices()).isEqualTo(10_000);
    assertThatThrownBy(() -> plain.with("mostUnknownDevices", 0))
        .hasMessageContaining("REFUSE takes in none");
    assertThatThrownBy(() -> plain.with("publicUrl", "ftp://x")).hasMessageContaining("'ftp://x'");
    assertThatThrownBy(() -> plain.with("linkLifetime", Duration.ZERO))
        .hasMessageContaining("linkLifetime");
    assertThatThrownBy(() -> ServerSettings.from(ConfigFactory.parseString("fumarole.prot = 8080")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("prot")
        .hasMessageContaining("there is no such setting");
    assertThatThrownBy(() -> ServerSettings.from(ConfigFactory.parseString("fumarole.port = many")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("port");
  }
}
