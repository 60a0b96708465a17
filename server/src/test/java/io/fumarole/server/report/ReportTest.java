package io.fumarole.server.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Ending.Cause;
import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.campaign.plan.CampaignStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReportTest {
  private static final String HOSTILE = "=cmd|'/c'!A1<script>alert(1)</script>\u0007&\"x\"";

  private final Fleet fleet = fleet();

  private static Fleet fleet() {
    var fleet = new Fleet("2.0 for <all>", "a", "b", "c", "d", "e", "f");
    fleet.report("a", DeploymentState.SUCCEEDED, Cause.PROVED, OptionalInt.of(200), "it runs 2.0");
    fleet.runs("a", "2.0");
    fleet.report("b", DeploymentState.FAILED, Cause.REPORTED, OptionalInt.of(402), "code 402");
    fleet.report("c", DeploymentState.FAILED, Cause.NO_REPORT, OptionalInt.empty(), HOSTILE);
    fleet.runs("c", HOSTILE);
    return fleet;
  }

  private interface Writing {
    void to(OutputStream out) throws IOException;
  }

  private static String text(Writing writing) throws IOException {
    var out = new ByteArrayOutputStream();
    writing.to(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private CampaignReport ofCampaign() {
    return new CampaignReport(fleet.store.campaigns(), () -> Fleet.NOW.plusSeconds(3_600));
  }

  private DeviceReport ofDevice() {
    return new DeviceReport(
        fleet.store, fleet.store.campaigns(), () -> Fleet.NOW.plusSeconds(3_600));
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = ReportTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// CSV ends its lines with CR LF, and files in the repository do not.
  private static String lines(String csv) {
    assertThat(csv).contains("\r\n");
    return csv.replace("\r\n", "\n");
  }

  @Test
  void aCampaignsCsvSaysOfEachDeviceWhatItGotWhenAndWhatShowsIt() throws IOException {
    assertThat(lines(text(out -> ofCampaign().csv(fleet.campaign(), out))))
        .isEqualTo(golden("campaign.csv"));
  }

  @Test
  void aCampaignsPageSaysTheSameForPeople() throws IOException {
    assertThat(text(out -> ofCampaign().html(fleet.campaign(), out)))
        .isEqualTo(golden("campaign.html"));
  }

  @Test
  void aDevicesReportsTellItsHistory() throws IOException {
    assertThat(lines(text(out -> ofDevice().csv(fleet.device("b"), out))))
        .isEqualTo(golden("device.csv"));
    assertThat(lines(text(out -> ofDevice().eventsCsv(fleet.device("c"), out))))
        .isEqualTo(golden("events.csv"));
    assertThat(text(out -> ofDevice().html(fleet.device("c"), out)))
        .isEqualTo(golden("device.html"));
  }

  @Test
  void onlyTheReportOfACampaignThatIsOverIsFinal() throws IOException {
    assertThat(text(out -> ofCampaign().html(fleet.campaign(), out)))
        .contains("This campaign is running", "Complete: 6 devices");
    fleet.change(fleet.campaign().to(CampaignState.COMPLETED, "all have ended", Fleet.NOW));
    assertThat(text(out -> ofCampaign().html(fleet.campaign(), out)))
        .doesNotContain("will change")
        .contains("completed: all have ended");
  }

  /// The guard of what a device can say: none of its words is a formula, an element or a secret.
  @Test
  void whatADeviceSaysIsOnlyEverText() throws IOException {
    String page = text(out -> ofCampaign().html(fleet.campaign(), out));
    assertThat(page).doesNotContain("<script", "\u0007", "secret").contains("&lt;script&gt;");
    String csv = text(out -> ofCampaign().csv(fleet.campaign(), out));
    assertThat(csv).contains("\"'=cmd|").doesNotContain(",=cmd", "\"=cmd", "secret");
  }

  @ParameterizedTest
  @CsvSource({"a<b, a&lt;b", "\"&\", &quot;&amp;&quot;", "it's, it&#39;s", "grün →, grün →"})
  void escapesWhatHtmlWouldRead(String text, String escaped) {
    assertThat(Html.escaped(text)).isEqualTo(escaped);
  }

  @Test
  void devicesAreReadAPageAtATimeAndNotOneByOne() throws IOException {
    String[] ids =
        IntStream.range(0, 2 * CampaignReport.PAGE + 1)
            .mapToObj("d%05d"::formatted)
            .toArray(String[]::new);
    var large = new Fleet("large", ids);
    List<String> calls = new ArrayList<>();
    var report =
        new CampaignReport(
            watched(CampaignStore.class, large.store.campaigns(), calls), () -> Fleet.NOW);
    String csv = text(out -> report.csv(large.campaign(), out));
    assertThat(csv.lines().skip(1).map(line -> line.split(",", -1)[2])).containsExactly(ids);
    assertThat(calls).containsExactly("participations", "participations", "participations");
  }

  @Test
  void aDossierReadsDevicesAndWhatTheyReportedAPageAtATime() throws IOException {
    String[] ids =
        IntStream.range(0, 2 * CampaignReport.PAGE + 1)
            .mapToObj("d%05d"::formatted)
            .toArray(String[]::new);
    var large = new Fleet("large", ids);
    List<String> calls = new ArrayList<>();
    var dossier =
        new CampaignDossier(
            watched(CampaignStore.class, large.store.campaigns(), calls),
            watched(DeploymentStore.class, large.store, calls),
            new Evidence(
                large.store.releases(),
                new NothingKnown(),
                large.store.packages(),
                new NobodyAsked(),
                new NothingDone(),
                "1"),
            () -> Fleet.NOW);
    String json = text(out -> dossier.json(large.campaign(), out));
    assertThat(json.split("\"device\":", -1)).hasSize(ids.length + 1);
    assertThat(calls.stream().filter("participations"::equals)).hasSize(3);
    assertThat(calls.stream().filter("events"::equals)).hasSize(3);
    assertThat(calls).hasSize(6);
    assertThat(json)
        .contains(
            "who made the campaign is not in the audit", "the release is not in the catalogue")
        .endsWith("}");
  }

  private static <T> T watched(Class<T> kind, T store, List<String> calls) {
    return kind.cast(
        Proxy.newProxyInstance(
            kind.getClassLoader(),
            new Class<?>[] {kind},
            (proxy, method, arguments) -> {
              calls.add(method.getName());
              return method.invoke(store, arguments);
            }));
  }

  @Test
  void aPeerThatGoesAwayEndsTheReport() {
    var gone =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("gone");
          }
        };
    assertThatThrownBy(() -> ofCampaign().html(fleet.campaign(), gone))
        .isInstanceOf(IOException.class);
  }
}
