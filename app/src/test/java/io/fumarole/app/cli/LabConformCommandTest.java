package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.lab.conform.Case;
import io.fumarole.lab.conform.Kit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LabConformCommandTest {
  private static final String OWN =
      """
      case own "A case of our own"
      group "Ours"
      spec "nothing but our wish"
      plays server

      == do session "Let the device open a session."

      == expect
      Alert 1201
      """;

  @TempDir private Path directory;

  @Test
  void listsTheCases() {
    Shown listed = Shown.of("lab", "conform", "device", "--list");
    assertThat(listed.code()).isZero();
    assertThat(listed.text()).contains(Kit.device().stream().map(Case::id).toList());
    assertThat(listed.text()).contains(Kit.device().size() + " cases");
    assertThat(Shown.of("lab", "conform", "server", "--list").text())
        .contains(Kit.server().stream().map(Case::id).toList());
  }

  @Test
  void aDeviceThatNeverComesIsSaidToBeSilentAndNotToBeWrong() throws IOException {
    Path json = directory.resolve("report.json");
    Shown ran =
        Shown.of(
            "lab",
            "conform",
            "device",
            "--unattended",
            "--listen",
            0,
            "--wait",
            1,
            "--device-auth",
            "none",
            "--server-auth",
            "none",
            "--json",
            json);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.text()).contains("ended early").contains("nothing came within 1 s");
    JsonNode report = ApiClient.JSON.readTree(Files.readString(json));
    assertThat(report.get("counts").get("inconclusive").asInt()).isEqualTo(Kit.device().size());
    assertThat(report.get("counts").get("fail").asInt()).isZero();
    assertThat(report.get("results").get(0).get("why").asString()).contains("not played");
  }

  @Test
  void aServerThatIsNotThereIsSaidToBeThat() throws IOException {
    Path page = directory.resolve("report.html");
    Path junit = directory.resolve("report.xml");
    Shown ran =
        Shown.of(
            "lab",
            "conform",
            "server",
            "--server",
            "http://127.0.0.1:1/dm",
            "--unattended",
            "--device-auth",
            "none",
            "--server-auth",
            "none",
            "--html",
            page,
            "--junit",
            junit);
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.text())
        .contains("ended early: the server stopped answering in case session-begins");
    assertThat(Files.readString(page)).contains("0 pass, 0 fail").contains("no answer came");
    assertThat(Files.readString(junit)).contains("errors=\"1\"").contains("not played");
  }

  @Test
  void aCaseWithAMistakeIsRefusedWithItsLine() throws IOException {
    Path file = directory.resolve("own.case");
    Files.writeString(file, OWN);
    assertThat(own("--list").text()).contains("A case of our own").contains("1 cases");
    Files.writeString(file, OWN.replace("spec ", "sepc "));
    assertThat(own("--list").text()).contains("own.case, line 3: 'sepc' is unknown in the head");
    Files.writeString(file, OWN.replace("case own", "case Own!"));
    assertThat(own("--list").text()).contains("own.case, line 1: 'Own!' is no id");
    Files.writeString(file, OWN.replace("group \"Ours\"\n", ""));
    assertThat(own("--list").text()).contains("own.case, line 1: the head lacks a line 'group");
    Files.writeString(file, OWN.replace("== expect", "== expect otherwise=perhaps"));
    assertThat(own("--list").text()).contains("own.case, line 8: otherwise=fail, inconclusive or");
    Files.writeString(file, OWN.replace("\"Let the device open a session.\"", ""));
    assertThat(own("--list").text()).contains("own.case, line 6: == do WORD");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThat(Shown.of("lab", "conform", "device", "--case", "none-such").text())
        .contains("no case 'none-such': --list shows those there are");
    assertThat(Shown.of("lab", "conform", "device", "--device-auth", "md6").text())
        .contains("'md6' is none of none, basic, md5, hmac");
    assertThat(
            Shown.of("lab", "conform", "device", "--device-name", "x", "--secret", "device=y")
                .text())
        .contains("the secret of the server is needed: --secret server=…");
    assertThat(Shown.of("lab", "conform", "server", "--server", "nowhere").text())
        .contains("'nowhere' is no address: say http://host:port/dm");
    assertThat(Shown.of("lab", "conform", "server").text()).contains("say --server URL");
    assertThat(Shown.of("lab", "conform", "device", "--cases", directory).text())
        .contains("holds no such case: files end in .case");
  }

  private Shown own(Object more) {
    return Shown.of("lab", "conform", "device", "--cases", directory, more);
  }
}
