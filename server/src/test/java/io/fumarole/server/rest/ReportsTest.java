package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.server.RunningServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class ReportsTest {
  @TempDir private Path data;
  private RunningServer running;
  private String campaign = "";

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data);
    assertThat(running.upload("id=full&model=M-1&to=2.0", new byte[] {1, 2, 3}).status())
        .isEqualTo(201);
    for (String id : new String[] {"IMEI:1", "<b>"}) {
      Device device =
          Device.enrolled(
                  new DeviceId(id), "oma-strict", Optional.empty(), Optional.empty(), running.now())
              .withInventory(Map.of("Mod", "M-1", Device.VERSION, "1.0"));
      assertThat(running.server().stores().devices().add(device)).isTrue();
    }
    campaign =
        running
            .post("/campaigns", "{\"name\": \"n\", \"model\": \"M-1\", \"version\": \"2.0\"}")
            .text("id");
    assertThat(
            running.post("/deployments", "{\"device\": \"IMEI:1\", \"version\": \"2.0\"}").status())
        .isEqualTo(201);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private HttpResponse<byte[]> get(String path) {
    return running.call("GET", path, "");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void aReportIsAPageThatRunsNothingOrAFile() {
    running.post("/campaigns/" + campaign + "/devices/%3Cb%3E/exclude", "");
    HttpResponse<byte[]> page = get("/campaigns/" + campaign + "/report");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type")).isEqualTo("text/html;charset=utf-8");
    assertThat(header(page, "Content-Security-Policy")).startsWith("default-src 'none';");
    assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(text(page))
        .contains("This campaign is draft", "<td>&lt;b&gt;</td>", "excluded by an operator")
        .endsWith("</html>\n");
    HttpResponse<byte[]> csv = get("/campaigns/" + campaign + "/report?format=csv");
    assertThat(header(csv, "Content-Type")).isEqualTo("text/csv; charset=utf-8");
    assertThat(header(csv, "Content-Disposition"))
        .isEqualTo("attachment; filename=\"campaign-report.csv\"");
    assertThat(text(csv).lines()).hasSize(2).last().asString().contains(",<b>,out,1.0,2.0,");
  }

  @Test
  void aDeviceHasOneOfItsOwn() {
    assertThat(text(get("/devices/IMEI:1/report")))
        .contains("Device IMEI:1", "ordered: package full");
    assertThat(text(get("/devices/IMEI:1/report?format=csv")).lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith(",,IMEI:1,scheduled,1.0,2.0,full,");
    assertThat(text(get("/devices/IMEI:1/report?format=csv&rows=events")).lines()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/campaigns/none/report | 404 | no campaign none",
        "/campaigns/none/report?format=pdf | 400 | format 'pdf' is unknown: one of html, csv",
        "/devices/nobody/report | 404 | no device nobody",
        "/devices/IMEI:1/report?format=csv&rows=all | 400 | rows 'all' is unknown: one of deployments, events",
        "/devices/IMEI:1/report?rows=events | 400 | it goes with format=csv",
      })
  void whatMakesNoSenseIsRefused(String path, int status, String words) {
    HttpResponse<byte[]> refused = get(path);
    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(header(refused, "Content-Type")).startsWith("application/problem+json");
    assertThat(RunningServer.json(refused).path("detail").asString()).contains(words);
  }
}
