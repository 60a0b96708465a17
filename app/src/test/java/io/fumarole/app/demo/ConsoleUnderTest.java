package io.fumarole.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.fumarole.app.cli.ApiClient;
import io.fumarole.app.conform.ConnectedDevice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// The demo's server with its fleets, and what people do first in the console.
final class ConsoleUnderTest implements AutoCloseable {
  /// The campaign that goes wrong.
  static final String PAUSED = "Meters to 2.0.0";

  private static final String REHEARSED = "Meters by night";

  private final DemoFirmware firmware;
  private final Path data;
  private DemoServer server;
  private DemoFleet fleet;

  private ConsoleUnderTest(DemoFirmware firmware, Path data, DemoServer server, DemoFleet fleet) {
    this.firmware = firmware;
    this.data = data;
    this.server = server;
    this.fleet = fleet;
  }

  static ConsoleUnderTest start(Path directory) throws IOException {
    Path image = DemoFirmware.random(directory.resolve("image.bin"), 1 << 16);
    DemoFirmware firmware = DemoFirmware.make(directory, image);
    Path data = directory.resolve("server");
    DemoServer server = DemoServer.start(data, 0, firmware);
    server.addPackages(firmware);
    return new ConsoleUnderTest(firmware, data, server, DemoFleet.start(server, firmware));
  }

  DemoServer server() {
    return server;
  }

  DemoFirmware firmware() {
    return firmware;
  }

  private ApiClient api() throws IOException {
    return new ApiClient(server.url(), Files.readString(server.tokenFile()).strip());
  }

  void addUser(String name, String role, String password) throws IOException {
    api().post("/users", Map.of("name", name, "role", role, "password", password));
  }

  /// A device of our own agent that says 200 of nodes that are not there.
  ConnectedDevice connectABrokenDevice(String id, Path home) throws IOException {
    ConnectedDevice device = ConnectedDevice.broken(id, server.dmUrl(), DemoServer.SERVER_ID, home);
    api().post("/devices", device.account());
    return device;
  }

  /// An update of a device that never calls: it stays where it is.
  void orderForASilentDevice(String device, String bundle) throws IOException {
    Map<String, String> client = Map.of("name", device, "secret", "nobody ever shows it");
    api().post("/devices", Map.of("id", device, "profile", "demo-hmac", "client", client));
    api().post("/deployments", Map.of("device", device, "package", bundle));
  }

  /// Somebody else stores a profile; its text.
  String changeElsewhere(String profile) throws IOException {
    String path = "/profiles/" + profile;
    String text = api().get(path).path("text").asString("") + " ";
    api().put(path, Map.of("text", text));
    return text;
  }

  /// A device of this profile calls without credentials; the key of that session.
  String call(String device, String profile) throws IOException, InterruptedException {
    api().post("/devices", Map.of("id", device, "profile", profile));
    String message =
        """
        <SyncML><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID>
        <MsgID>1</MsgID><Target><LocURI>%s</LocURI></Target><Source><LocURI>%s</LocURI></Source>
        </SyncHdr><SyncBody><Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Final/></SyncBody>
        </SyncML>
        """
            .formatted(server.dmUrl(), device);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.dmUrl()))
            .header("Content-Type", "application/vnd.syncml.dm+xml")
            .POST(BodyPublishers.ofString(message))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
    return longestSession(device);
  }

  /// The id of the campaign with this name.
  String campaign(String name) throws IOException {
    for (JsonNode campaign : api().get("/campaigns").path("campaigns"))
      if (campaign.path("name").asString("").equals(name)) return campaign.path("id").asString();
    throw new AssertionError("there is no campaign " + name);
  }

  /// The id of a draft that has been rehearsed.
  private String rehearsedDraft() throws IOException {
    for (JsonNode campaign : api().get("/campaigns").path("campaigns"))
      if (campaign.path("name").asString("").equals(REHEARSED))
        return campaign.path("id").asString();
    Map<String, Object> canary =
        Map.of("name", "canary", "count", 10, "failure", Map.of("percent", 20), "soak", "1h");
    Map<String, Object> plan =
        Map.of(
            "name",
            REHEARSED,
            "model",
            "NW-M40",
            "version",
            "2.0.0",
            "phases",
            List.of(canary, Map.of("name", "rest")),
            "windows",
            List.of(Map.of("from", "22:00", "to", "05:00")));
    String id = api().post("/campaigns", plan).path("id").asString();
    String path = "/campaigns/" + id + "/rehearsal";
    api().post(path, Map.of("poll", "1h", "fail", Map.of("410", 5)));
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> api().get(path).path("state").asString().equals("done"));
    return id;
  }

  /// The key of the device's session with most messages.
  String longestSession(String device) throws IOException {
    String key = "";
    int most = 0;
    for (JsonNode session : api().get("/sessions?device=" + device).path("sessions")) {
      if (session.path("messages").asInt() <= most) continue;
      most = session.path("messages").asInt();
      key = session.path("session").asString();
    }
    return key;
  }

  /// Every page of the console by a name of ours.
  Map<String, String> pages() throws IOException {
    return Map.ofEntries(
        Map.entry("overview", "/"),
        Map.entry("devices", "/devices"),
        Map.entry("device", "/devices/METER:000003"),
        Map.entry("prove", "/devices/METER:000003?tab=prove"),
        Map.entry("sessions", "/sessions"),
        Map.entry("session", "/sessions/" + longestSession("METER:000003")),
        Map.entry(
            "comparison",
            "/sessions/%s?with=%s"
                .formatted(longestSession("METER:000003"), longestSession("ROUTER:000005"))),
        Map.entry("campaigns", "/campaigns"),
        Map.entry("campaign", "/campaigns/" + campaign(PAUSED)),
        Map.entry("new-campaign", "/campaigns/new"),
        Map.entry("rehearsal", "/campaigns/" + rehearsedDraft()),
        Map.entry("releases", "/releases"),
        Map.entry("release", "/releases/NW-M40/2.0.0"),
        Map.entry("profiles", "/profiles"),
        Map.entry("profile", "/profiles/router"),
        Map.entry("audit", "/audit"),
        Map.entry("users", "/users"),
        Map.entry("webhooks", "/webhooks"));
  }

  /// The same server again, on the same port.
  void restart() throws IOException {
    int port = URI.create(server.url()).getPort();
    server.close();
    server = DemoServer.start(data, port, firmware);
  }

  /// Opens a page of the console as somebody who has the server's own token.
  void signIn(Page page, String path) throws IOException {
    page.navigate(server.url() + path);
    page.getByText("Token", new Page.GetByTextOptions().setExact(true)).click();
    page.locator("input[autocomplete=off]").fill(Files.readString(server.tokenFile()).strip());
    button(page, "Sign in").click();
    page.getByRole(AriaRole.NAVIGATION).waitFor();
  }

  void signIn(Page page, String name, String password) {
    page.navigate(server.url() + "/");
    page.locator("input[autocomplete=username]").fill(name);
    page.locator("input[autocomplete=current-password]").fill(password);
    button(page, "Sign in").click();
    page.getByRole(AriaRole.NAVIGATION).waitFor();
  }

  static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator heading(Page page, String name) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Override
  public void close() {
    fleet.close();
    server.close();
  }
}
