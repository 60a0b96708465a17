package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.lab.conform.Case;
import io.fumarole.lab.conform.Kit;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
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

  private record Ran(int code, String out) {}

  private static Ran run(Object... args) {
    var out = new StringWriter();
    CommandLine command =
        new CommandLine(new Fumarole())
            .setExecutionExceptionHandler(
                (e, failed, _) -> {
                  failed.getErr().println(e.getMessage());
                  return 2;
                })
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out));
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) words[i] = args[i].toString();
    return new Ran(command.execute(words), out.toString());
  }

  @Test
  void listsTheCases() {
    Ran listed = run("lab", "conform", "device", "--list");
    assertThat(listed.code()).isZero();
    assertThat(listed.out()).contains(Kit.device().stream().map(Case::id).toList());
    assertThat(listed.out()).contains(Kit.device().size() + " cases");
    assertThat(run("lab", "conform", "server", "--list").out())
        .contains(Kit.server().stream().map(Case::id).toList());
  }

  @Test
  void aDeviceThatNeverComesIsSaidToBeSilentAndNotToBeWrong() throws IOException {
    Path json = directory.resolve("report.json");
    Ran ran =
        run(
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
    assertThat(ran.out()).contains("ended early").contains("nothing came within 1 s");
    JsonNode report = ApiClient.JSON.readTree(Files.readString(json));
    assertThat(report.get("counts").get("inconclusive").asInt()).isEqualTo(Kit.device().size());
    assertThat(report.get("counts").get("fail").asInt()).isZero();
    assertThat(report.get("results").get(0).get("why").asString()).contains("not played");
  }

  @Test
  void aServerThatIsNotThereIsSaidToBeThat() throws IOException {
    Path page = directory.resolve("report.html");
    Path junit = directory.resolve("report.xml");
    Ran ran =
        run(
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
    assertThat(ran.out())
        .contains("ended early: the server stopped answering in case session-begins");
    assertThat(Files.readString(page)).contains("0 pass, 0 fail").contains("no answer came");
    assertThat(Files.readString(junit)).contains("errors=\"1\"").contains("not played");
  }

  @Test
  void aCaseWithAMistakeIsRefusedWithItsLine() throws IOException {
    Path file = directory.resolve("own.case");
    Files.writeString(file, OWN);
    assertThat(own("--list").out()).contains("A case of our own").contains("1 cases");
    Files.writeString(file, OWN.replace("spec ", "sepc "));
    assertThat(own("--list").out()).contains("own.case, line 3: 'sepc' is unknown in the head");
    Files.writeString(file, OWN.replace("case own", "case Own!"));
    assertThat(own("--list").out()).contains("own.case, line 1: 'Own!' is no id");
    Files.writeString(file, OWN.replace("group \"Ours\"\n", ""));
    assertThat(own("--list").out()).contains("own.case, line 1: the head lacks a line 'group");
    Files.writeString(file, OWN.replace("== expect", "== expect otherwise=perhaps"));
    assertThat(own("--list").out()).contains("own.case, line 8: otherwise=fail, inconclusive or");
    Files.writeString(file, OWN.replace("\"Let the device open a session.\"", ""));
    assertThat(own("--list").out()).contains("own.case, line 6: == do WORD");
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThat(run("lab", "conform", "device", "--case", "none-such").out())
        .contains("no case 'none-such': --list shows those there are");
    assertThat(run("lab", "conform", "device", "--device-auth", "md6").out())
        .contains("'md6' is none of none, basic, md5, hmac");
    assertThat(run("lab", "conform", "device", "--device-name", "x", "--secret", "device=y").out())
        .contains("the secret of the server is needed: --secret server=…");
    assertThat(run("lab", "conform", "server", "--server", "nowhere").out())
        .contains("'nowhere' is no address: say http://host:port/dm");
    assertThat(run("lab", "conform", "server").out()).contains("say --server URL");
    assertThat(run("lab", "conform", "device", "--cases", directory).out())
        .contains("holds no such case: files end in .case");
  }

  private Ran own(Object more) {
    return run("lab", "conform", "device", "--cases", directory, more);
  }
}
