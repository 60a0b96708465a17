package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands on many devices, against a server that runs.
@Tag("slow")
class FleetCommandsTest {
  @TempDir private Path directory;
  private ServedCommands served;

  @BeforeEach
  void start() throws IOException {
    served = ServedCommands.start(directory);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Shown run(String... words) {
    return served.run(words);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private void importThree() throws IOException {
    Path file = write("three.csv", "id,label.ring\na,canary\nb,wide\nc,\n");
    assertThat(run("device", "import", file.toString()).out()).isEqualTo("imported 3 devices\n");
  }

  @Test
  void importsAThousandAndListsThem() throws IOException {
    String csv =
        IntStream.range(0, 1_200)
            .mapToObj("IMEI:%06d,secret,canary\n"::formatted)
            .collect(Collectors.joining("", "id,clientSecret,label.ring\n", ""));
    Path file = write("many.csv", csv);
    assertThat(run("device", "import", "--dry-run", file.toString()).out())
        .isEqualTo("1,200 lines are right; nothing was imported\n");
    assertThat(run("device", "import", file.toString()).out())
        .isEqualTo("imported 1,200 devices\n");
    Shown again = run("device", "import", file.toString());
    assertThat(again.code()).isEqualTo(2);
    assertThat(again.err())
        .contains("line 2, id: device IMEI:000000 exists already", "… and more")
        .contains("at least 100 of 1,200 lines are wrong", "nothing was imported");
    assertThat(run("device", "import", "--keep", file.toString()).out())
        .isEqualTo("imported 0 devices; 1,200 existed and stay as they are\n");
    String page = run("device", "list", "--filter", "id==IMEI:0000*", "--limit", "20").out();
    assertThat(page).contains("IMEI:000019  enrolled", "ring=canary", "20 of 100; --limit shows");
    assertThat(run("device", "list", "--limit", "1100").out().lines()).hasSize(1_102);
    Shown none = run("device", "list", "--filter", "model==x");
    assertThat(none.out()).isEqualTo("no device matches\n");
    Shown bad = run("device", "list", "--filter", "color==red");
    assertThat(bad.code()).isEqualTo(2);
    assertThat(bad.err()).contains("field 'color': there is no such field: known are id");
  }

  @Test
  void labelsDevices() throws IOException {
    importThree();
    assertThat(run("device", "label", "a", "site=north", "ring-").out())
        .isEqualTo("a has labels site=north\n");
    assertThat(run("device", "label", "--filter", "label.ring!=canary", "wave=2").out())
        .isEqualTo("labelled 3 devices\n");
    assertThat(run("device", "list", "--filter", "label.wave==2;label.ring==wide", "--json").out())
        .contains("\"total\" : 1");
    assertThat(run("device", "label", "a").err()).contains("which labels?");
    assertThat(run("device", "label", "a", "ring").err()).contains("neither NAME=VALUE nor NAME-");
    assertThat(run("device", "label", "a", "RING=x").err()).contains("1 to 64 of a-z");
    assertThat(run("device", "label", "nobody", "x=y").code()).isEqualTo(2);
  }

  @Test
  void keepsGroups() throws IOException {
    importThree();
    assertThat(run("group", "list").out()).startsWith("no groups yet");
    assertThat(
            run("group", "add", "lab", "--filter", "label.ring==*", "--description", "ours").out())
        .isEqualTo("group lab: label.ring==*\n");
    assertThat(run("group", "show", "lab").out()).containsPattern("devices:? +2");
    assertThat(run("group", "list").out()).contains("lab", "ours");
    assertThat(run("device", "list", "--filter", "group!=lab").out()).contains("c ");
    assertThat(run("group", "add", "lab", "--filter", "group==lab").err()).contains("in a circle");
    assertThat(run("group", "remove", "lab").out()).isEqualTo("removed group lab\n");
    assertThat(run("group", "remove", "lab").code()).isEqualTo(2);
  }

  @Test
  void givesAProfileTheSecretOfItsNewDevices() {
    assertThat(run("profile", "secret", "router", "--secret", "burnt in at the factory").out())
        .isEqualTo("router has its bootstrap secret\n");
    assertThat(run("profile", "secret", "router", "--secret", "short").err())
        .contains("16 to 256 characters");
    assertThat(run("profile", "secret", "router", "--remove").out())
        .isEqualTo("router has no bootstrap secret now\n");
    assertThat(run("profile", "secret", "router").err()).contains("either --secret or --remove");
  }

  @Test
  void keepsProfilesWithWhatTheyWereBefore() throws IOException {
    String shipped = run("profile", "show", "router").out();
    assertThat(shipped).contains("\"replyLimit\": 5120");
    Path file = write("router.json", shipped.replace("5120", "9000"));
    assertThat(run("profile", "put", file.toString(), "--dry-run").out())
        .contains("- authentication server none", "can be stored, for 0 devices; nothing was");
    assertThat(run("profile", "put", file.toString(), "--note", "larger").out())
        .isEqualTo("router is revision 1 now, for 0 devices\n");
    assertThat(run("profile", "list").out()).containsPattern("router +stored +1 +0");
    assertThat(run("profile", "history", "router").out()).containsPattern("1 .*stored +larger");
    assertThat(run("profile", "show", "router", "--revision", "1").out()).contains("9000");
    assertThat(run("profile", "remove", "router").out())
        .isEqualTo("router is as it ships again, for 0 devices\n");
    assertThat(run("profile", "show", "router").out()).isEqualTo(shipped);
    assertThat(run("profile", "show", "router", "--revision", "2").err()).contains("was removed");
    assertThat(run("profile", "remove", "router").err()).contains("ships with the program");
    assertThat(run("profile", "history", "car").out()).isEqualTo("nobody has changed car\n");
    Path broken = write("broken.json", shipped.replace("\"plain\"", "\"so\""));
    assertThat(run("profile", "put", broken.toString(), "--dry-run").err())
        .contains("line 8, column 5: object.grouping: 'so' is unknown");
    assertThat(run("profile", "put", broken.toString()).err()).contains("line 8, column 5");
    assertThat(run("profile", "put", write("no.json", "{").toString()).err())
        .contains("is no JSON: line 1");
    assertThat(run("profile", "put", write("none.json", "{}").toString()).err())
        .contains("has no \"name\"");
  }

  @Test
  void holdsDevicesBack() throws IOException {
    importThree();
    assertThat(run("device", "quarantine", "a", "--reason", "it smokes").out())
        .isEqualTo("a is quarantined\n");
    assertThat(run("device", "release", "a").out()).isEqualTo("a is enrolled\n");
    assertThat(run("device", "release", "nobody").err()).contains("no device nobody");
  }

  @Test
  void tellsWhatBecameOfNotifications() {
    run("device", "add", "d", "--server-secret=s", "--address", "sms:+46700000001");
    assertThat(run("notify", "list", "d").out()).contains("no notifications");
    assertThat(run("device", "show", "d").out()).doesNotContain("last notifications");
    assertThat(run("notify", "d").err()).contains("this server has no message centre");
    assertThat(run("notify", "list", "d").out()).contains("failed", "set smpp.host");
    assertThat(run("device", "show", "d").out()).contains("last notifications", "set smpp.host");
    assertThat(run("notify", "unanswered").out())
        .isEqualTo("every device that was notified has come\n");
    assertThat(run("notify").err()).contains("which device?");
  }

  @Test
  void exportsDevices() throws IOException {
    importThree();
    Path csv = directory.resolve("out.csv");
    assertThat(run("device", "export", "--filter", "label.ring==*", "--out", csv.toString()).code())
        .isZero();
    assertThat(csv).content().contains("a,enrolled,", "b,enrolled,").doesNotContain("c,enrolled");
    Path lines = directory.resolve("out.jsonl");
    run("device", "export", "--out", lines.toString());
    assertThat(Files.readAllLines(lines)).hasSize(3);
    assertThat(run("device", "import", "--keep", lines.toString()).out()).contains("3 existed");
    Shown bad = run("device", "export", "--filter", "x", "--out", csv.toString());
    assertThat(bad.code()).isEqualTo(2);
    assertThat(csv).content().as("what was there stays").contains("a,enrolled,");
  }

  @Test
  void ordersNodesOfADevice() {
    assertThat(run("device", "add", "n1").code()).isZero();
    assertThat(run("device", "node", "get", "n1", "./DevInfo/Mod", "./DevDetail").out().lines())
        .containsExactly(
            "order 1: get ./DevInfo/Mod waits for the device's next session",
            "order 2: get ./DevDetail waits for the device's next session");
    assertThat(run("device", "node", "set", "n1", "./S/Poll", "60", "--format", "int").out())
        .isEqualTo("order 3: replace ./S/Poll = 60 waits for the device's next session\n");
    assertThat(run("device", "node", "cancel", "n1", "2").out())
        .isEqualTo("order 2: get ./DevDetail: cancelled by an operator\n");
    assertThat(run("device", "node", "list", "n1").out())
        .contains("replace ./S/Poll = 60", "queued", "cancelled by an operator");
    Shown refused = run("device", "node", "get", "n1", "./A?list=Struct");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("LocURI of a node, such as ./DevInfo/Mod");
  }

  @Test
  void anAddressThatIsNoneAndAPlaceThatIsNotThereAreSaidInWords() throws IOException {
    for (String server : List.of("foo", "ftp://x", "http:", "http://a b"))
      assertThatThrownBy(() -> new ApiClient(server, "t").get("/devices"))
          .isInstanceOf(CliMistake.class)
          .hasMessage("'%s' is no address: say --server http://host:port", server);
    Path file = directory.resolve("nowhere/all.csv");
    Shown refused = run("device", "export", "--out", file.toString());
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).isEqualTo("fumarole: no folder at " + file.getParent() + "\n");
  }

  @Test
  void listsWhatOneAnswerHoldsAndSaysWhenThereMayBeMore() throws IOException {
    Path image = write("image.bin", "x");
    for (int i = 0; i < 101; i++)
      run("package", "add", image.toString(), "--model", "M", "--to", "1." + i);
    assertThat(run("package", "list").out().lines()).hasSize(102);
    assertThat(run("release", "list", "--model", "M").out().lines()).hasSize(102);
    List<List<String>> many = Collections.nCopies(ApiClient.MOST_ROWS, List.of("x"));
    assertThat(Table.ofAnswer(List.of("ID"), many))
        .endsWith("\nx\nthe newest 1,000; there may be more");
    assertThat(Table.ofAnswer(List.of("ID"), many.subList(0, 999))).endsWith("\nx");
  }

  @Test
  void whatADeviceSaysDoesNotSteerTheTerminal() throws IOException {
    importThree();
    Device device = served.server().stores().devices().find(new DeviceId("a")).orElseThrow();
    String clears = "\u001b[2J\u009b1m";
    served
        .server()
        .stores()
        .devices()
        .update(device.withInventory(Map.of("Mod", clears, "Man", clears)));
    for (Shown shown : List.of(run("device", "list"), run("device", "show", "a")))
      assertThat(shown.out()).contains("[2J").doesNotContain("\u001b", "\u009b");
  }

  @Test
  void writesReports() throws IOException {
    importThree();
    Path page = directory.resolve("a.html");
    assertThat(run("device", "report", "a", "-o", page.toString()).code()).isZero();
    assertThat(page).content().contains("<h1>Device a</h1>").endsWith("</html>\n");
    Path rows = directory.resolve("a.txt");
    assertThat(run("device", "report", "a", "--csv", "--events", "-o", rows.toString()).code())
        .isZero();
    assertThat(rows).content().startsWith("at,device,deployment,kind,text");
    assertThat(run("device", "report", "a", "--html", "--events").err())
        .contains("--events goes with --csv");
    Shown none = run("campaign", "report", "none", "-o", rows.toString());
    assertThat(none.err()).contains("no campaign none");
    assertThat(rows).content().as("what was there stays").startsWith("at,device,");
    assertThat(run("campaign", "report", "none", "--csv", "--html").code()).isEqualTo(2);
  }

  @Test
  void writesDossiers() throws IOException {
    importThree();
    Path page = directory.resolve("a.html");
    assertThat(run("device", "dossier", "a", "-o", page.toString()).code()).isZero();
    assertThat(page).content().contains("<h1>Dossier of device a</h1>").endsWith("</html>\n");
    Path json = directory.resolve("a.json");
    assertThat(run("device", "dossier", "a", "-o", json.toString()).code()).isZero();
    assertThat(json).content().startsWith("{\"subject\":\"device\",\"id\":\"a\"").endsWith("}");
    assertThat(run("campaign", "dossier", "none", "-o", json.toString()).err())
        .contains("no campaign none");
    assertThat(run("campaign", "dossier", "none", "--json", "--html").code()).isEqualTo(2);
  }

  @Test
  void keepsTokens() {
    assertThat(run("token", "list").out()).startsWith("no tokens but the first");
    Shown made = run("token", "add", "jo", "--scope", "read,metrics", "--expires", "90d");
    assertThat(made.code()).isZero();
    String token = made.out().lines().findFirst().orElseThrow();
    String id = token.substring(0, token.indexOf('.'));
    assertThat(made.out()).contains("token " + id + " of jo; it is not shown again");
    assertThat(run("token", "list").out()).contains(id, "jo", "metrics,read");
    assertThat(run("device", "list", "--token", token).code()).isZero();
    assertThat(run("device", "add", "x", "--token", token).err())
        .contains("this needs the scope operate");
    assertThat(run("token", "revoke", id).out()).isEqualTo("revoked token " + id + "\n");
    assertThat(run("device", "list", "--token", token).err()).contains("the token is wrong");
    assertThat(run("token", "add", "jo", "--scope", "root").err()).contains("is unknown");
  }
}
