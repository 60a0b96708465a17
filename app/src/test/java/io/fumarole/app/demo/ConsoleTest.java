package io.fumarole.app.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.fumarole.app.demo.ConsoleUnderTest.button;
import static io.fumarole.app.demo.ConsoleUnderTest.heading;
import static io.fumarole.app.demo.ConsoleUnderTest.link;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// People in front of the console, with a real browser, a real server and simulated devices.
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsoleTest {
  private static final String PAUSED = ConsoleUnderTest.PAUSED;
  private static final String RUNNING = "Routers to 2.0.0";

  /// Runs are played one after the other, while the fleet goes on.
  private static final LocatorAssertions.IsVisibleOptions SOON =
      new LocatorAssertions.IsVisibleOptions().setTimeout(120_000);

  @TempDir private static Path directory;
  private Chromium chromium;
  private ConsoleUnderTest console;
  private Page page;

  /// What the browser itself complained of: scripts that fail, resources that are refused.
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  void start() throws IOException {
    chromium = Chromium.start();
    console = ConsoleUnderTest.start(directory);
  }

  @AfterAll
  void stop() {
    if (console != null) console.close();
    if (chromium != null) chromium.close();
  }

  @BeforeEach
  void person() {
    page = chromium.person();
    complaints.clear();
    page.onPageError(complaints::add);
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) complaints.add(message.text());
        });
  }

  @AfterEach
  void leave() {
    page.context().close();
    assertThat(complaints).isEmpty();
  }

  @Test
  @Order(1)
  void aWrongSecretIsToldAndADeepLinkComesBackAfterSigningIn() throws IOException {
    page.navigate(console.server().url() + "/campaigns");
    page.locator("input[autocomplete=username]").fill("nobody");
    page.locator("input[autocomplete=current-password]").fill("nothing at all");
    button(page, "Sign in").click();
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    console.signIn(page, "/campaigns");
    assertThat(heading(page, "Campaigns")).isVisible();
  }

  @Test
  @Order(2)
  void aCampaignThatPausesIsSeenWithoutReloading() throws IOException {
    console.signIn(page, "/");
    assertThat(page.getByText("live", new Page.GetByTextOptions().setExact(true))).isVisible();
    Locator news =
        page.getByText(Pattern.compile("is paused: phase canary: \\d+ of \\d+ devices failed"));
    assertThat(news).isVisible();
    assertThat(link(page, RUNNING).first()).isVisible();
  }

  /// The first of the two tasks for somebody who has only the address: why did this device fail?
  @Test
  @Order(3)
  void oneFindsOutWhyADeviceFailed() throws IOException {
    console.signIn(page, "/");
    link(page, PAUSED).first().click();
    page.getByText("Failed", new Page.GetByTextOptions().setExact(true)).click();
    Locator failed =
        page.getByRole(
                AriaRole.TABLE, new Page.GetByRoleOptions().setName("Devices of the campaign"))
            .getByRole(AriaRole.LINK)
            .first();
    String device = failed.textContent();
    failed.click();
    assertThat(heading(page, device)).isVisible();
    assertThat(page.getByText(Pattern.compile("reported 410")).first()).isVisible();
    tab("History").click();
    page.getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText("reported 410"))
        .getByRole(AriaRole.LINK)
        .click();
    Locator said = page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setSelected(true));
    assertThat(said).hasAccessibleName(Pattern.compile("Alert 1226 .*410"));
  }

  @Test
  @Order(4)
  void twoSessionsAreComparedUpToTheirFirstDifference() throws IOException {
    String first = console.longestSession("METER:000003");
    String second = console.longestSession("ROUTER:000005");
    console.signIn(page, "/sessions/" + first);
    button(page, "Compare").click();
    page.getByLabel("Or of any").fill(console.server().url() + "/sessions/" + second);
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Compare"))
        .click();
    assertThat(page.getByText(Pattern.compile("^The first difference is at message"))).isVisible();
    assertThat(page.getByText("First difference", new Page.GetByTextOptions().setExact(true)))
        .hasCount(1);
  }

  @Test
  @Order(4)
  void aMessageIsReadInWordsAsXmlAndOctetByOctetWithKeysAlone() throws IOException {
    console.signIn(page, "/sessions");
    page.getByRole(AriaRole.TABLE).getByRole(AriaRole.LINK).first().click();
    Locator messages = page.getByRole(AriaRole.OPTION);
    messages.first().focus();
    page.keyboard().press("ArrowDown");
    assertThat(messages.nth(1)).hasAttribute("aria-selected", "true");
    assertThat(page.getByText("Message 2: server → device")).isVisible();
    assertThat(page.getByText(Pattern.compile("Status 1 → header")).first()).isVisible();
    tab("XML").click();
    assertThat(page.getByText(Pattern.compile("<SyncHdr>"))).isVisible();
    tab("Octets").click();
    assertThat(page.getByText(Pattern.compile("000000  02"))).isVisible();
    page.getByLabel("Find in messages").fill("no message says this");
    assertThat(page.getByText(Pattern.compile("^0 of "))).isVisible();
  }

  private Locator tab(String name) {
    return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  @Test
  @Order(5)
  void aNodeIsReadFromADeviceAndTheAnswerAppears() throws IOException {
    console.signIn(page, "/devices/ROUTER:000005");
    tab("Nodes").click();
    page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Node"))
        .fill("./DevDetail/HwV");
    button(page, "Order").click();
    assertThat(page.getByText(Pattern.compile("HwV.*= B2")).first()).isVisible();
  }

  /// The second task: roll a release out to ten percent of a model.
  @Test
  @Order(6)
  void oneRollsAReleaseOutToTenPercentOfAModel() throws IOException {
    console.signIn(page, "/releases/NW-M40/2.0.0");
    link(page, "Roll out").click();
    page.getByLabel("Name").fill("Ten percent of the meters");
    button(page, "Next").click();
    assertThat(page.getByText(Pattern.compile("\\d+ devices now"))).isVisible();
    button(page, "Next").click();
    page.getByLabel("Percent").fill("10");
    button(page, "Next").click();
    button(page, "Make a draft and see its dry run").click();
    assertThat(heading(page, "Ten percent of the meters")).isVisible();
    assertThat(page.getByText("NW-M40-2.0.0").first()).isVisible();
    assertThat(page.getByText("The last of them called")).isVisible();
    button(page, "Start").click();
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Start"))
        .click();
    assertThat(button(page, "Pause")).isVisible();
  }

  @Test
  @Order(6)
  void aDraftIsRehearsedAndItsForecastStandsBesideTheCourse() throws IOException {
    console.signIn(page, "/releases/NW-M40/2.0.0");
    link(page, "Roll out").click();
    page.getByLabel("Name").fill("Rehearsed meters");
    for (int step = 0; step < 3; step++) button(page, "Next").click();
    button(page, "Make a draft and see its dry run").click();
    assertThat(heading(page, "Rehearsed meters")).isVisible();
    button(page, "Rehearse").click();
    assertThat(heading(page, "What this stands on")).isVisible(SOON);
    assertThat(page.getByText("Stopped by a threshold")).isVisible();
    page.getByLabel("Updates that fail").fill("many");
    assertThat(button(page, "Rehearse again")).isDisabled();
    page.getByLabel("Updates that fail").fill("410=90%");
    page.getByLabel("They call each").fill("30m");
    button(page, "Rehearse again").click();
    assertThat(page.getByText("call each 30 min")).isVisible(SOON);
    assertThat(page.getByText(Pattern.compile("\\d+ of 21 runs end paused: phase canary")))
        .isVisible();
    onAPhoneInTheDark(page.url());
    button(page, "Start").click();
    page.getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Start"))
        .click();
    assertThat(heading(page, "Course")).isVisible();
    assertThat(page.getByText("succeeded, as forecast")).isVisible();
    assertThat(page.getByText(Pattern.compile("^After .* have succeeded, forecast: "))).isVisible();
    assertThat(
            page.getByRole(
                AriaRole.IMG,
                new Page.GetByRoleOptions().setName(Pattern.compile("with the forecast beside"))))
        .isVisible();
    assertThat(Chromium.barriers(page)).isEmpty();
  }

  private void onAPhoneInTheDark(String url) throws IOException {
    Page visitor = chromium.person(ColorScheme.DARK, 390);
    console.signIn(visitor, url.substring(console.server().url().length()));
    assertThat(heading(visitor, "What this stands on")).isVisible();
    assertThat(Chromium.barriers(visitor)).isEmpty();
    assertThat(visitor.evaluate("() => document.scrollingElement.scrollWidth")).isEqualTo(390);
    visitor.context().close();
  }

  @Test
  @Order(6)
  void anUpdateThatHasNotBegunIsCancelledOnTheDevicesPage() throws IOException {
    console.orderForASilentDevice("SILENT:1", "NW-M40-2.0.0");
    console.signIn(page, "/devices/SILENT:1");
    button(page, "Cancel this update …").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("It stops the update of 1 device");
    dialog
        .getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Cancel it for 1 device"))
        .click();
    assertThat(page.getByText("The update of SILENT:1 is cancelled")).isVisible();
    assertThat(button(page, "Cancel this update …")).hasCount(0);
    assertThat(page.getByText("cancelled", new Page.GetByTextOptions().setExact(true)).first())
        .isVisible();
  }

  @Test
  @Order(6)
  void aProfileIsEditedAndTheNextSessionOfADeviceGoesByIt()
      throws IOException, InterruptedException {
    console.signIn(page, "/profiles");
    button(page, "Make a profile").click();
    page.getByLabel("Its name").fill("edited");
    button(page, "Make it").click();
    assertThat(heading(page, "edited")).isVisible();
    Locator text = page.getByLabel("Text of profile edited");
    String shipped = text.inputValue();
    text.fill(shipped.replace("\"client\": \"md5\"", "\"client\": \"md6\""));
    assertThat(page.getByText("'md6' is unknown")).isVisible();
    assertThat(button(page, "Store …")).isDisabled();
    button(page, "Go to line 12, column 22").click();
    assertThat(text).isFocused();
    text.fill(shipped.replace("\"client\": \"md5\"", "\"client\": \"hmac\""));
    button(page, "Store …").click();
    Locator dialog = page.getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("No device has this profile now");
    dialog.getByLabel("Why").fill("they ask for HMAC");
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Store for 0 devices"))
        .click();
    assertThat(page.getByText("stored, revision 2")).isVisible();
    assertThat(page.getByText("they ask for HMAC").first()).isVisible();
    String session = console.call("EDITED:1", "edited");
    page.navigate(console.server().url() + "/sessions/" + session);
    page.getByRole(AriaRole.OPTION).nth(1).click();
    tab("XML").click();
    assertThat(page.getByText(Pattern.compile("syncml:auth-MAC"))).isVisible();
    page.navigate(console.server().url() + "/profiles/edited");
    button(page, "Bring back revision 1").click();
    assertThat(text).hasValue(shipped);
    assertThat(button(page, "Store …")).isEnabled();
    String others = console.changeElsewhere("edited");
    assertThat(page.getByText(Pattern.compile("^Somebody has stored another one meanwhile")))
        .isVisible();
    assertThat(text).hasValue(shipped);
    button(page, "Take that one").click();
    assertThat(text).hasValue(others);
  }

  @Test
  @Order(7)
  void aBrokenDeviceIsProvedToBeSo() throws IOException {
    try (var _ = console.connectABrokenDevice("LAMP:1", directory.resolve("lamp"))) {
      console.signIn(page, "/devices/LAMP:1");
      tab("Prove").click();
      button(page, "None").click();
      assertThat(button(page, "Begin on 1 device")).isDisabled();
      for (String id : List.of("dev-info", "node-unknown")) {
        page.getByLabel("Find cases").fill(id);
        page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName(id)).check();
      }
      page.getByLabel("Notify it each time").check();
      assertThat(page.getByText("at least 3 sessions; nothing is installed")).isVisible();
      button(page, "Begin on 1 device").click();
      assertThat(heading(page, "What the kit found")).isVisible(SOON);
      assertThat(page.getByText("2 of 2 cases: 1 passed, 1 failed")).isVisible();
      Locator first =
          page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Verdicts"))
              .getByRole(AriaRole.LISTITEM)
              .first();
      assertThat(first).containsText("expected Status 404 for Get");
      button(page, "Show the messages of node-unknown").click();
      assertThat(page.getByLabel(Pattern.compile("^Message \\d in words")).first())
          .containsText("1200 server-initiated session");
      assertThat(link(page, "JUnit"))
          .hasAttribute("href", Pattern.compile("/report\\?format=junit$"));
      assertThat(page.getByText("enrolled", new Page.GetByTextOptions().setExact(true)))
          .isVisible();
      assertThat(Chromium.barriers(page)).isEmpty();
    }
  }

  @Test
  @Order(7)
  void aPackageIsUploadedInSeveralPieces() throws IOException {
    console.signIn(page, "/releases");
    button(page, "Add a package").click();
    page.locator("input[type=file]")
        .setInputFiles(DemoFirmware.random(directory.resolve("vendor.bin"), 5 << 20));
    page.getByLabel("Model").fill("NW-900");
    page.getByLabel("To version").fill("3.1");
    button(page, "Upload").click();
    assertThat(link(page, "NW-900 3.1")).isVisible();
    assertThat(page.getByRole(AriaRole.ALERT)).hasCount(0);
  }

  @Test
  @Order(8)
  void whatARoleMayNotDoIsNotOfferedAndRefusedAnyway() throws IOException {
    console.addUser("vera", "viewer", "only looking at things");
    console.signIn(page, "vera", "only looking at things");
    page.navigate(console.server().url() + "/devices/ROUTER:000005");
    assertThat(heading(page, "ROUTER:000005")).isVisible();
    assertThat(button(page, "Update")).hasCount(0);
    assertThat(link(page, "Users and tokens")).hasCount(0);
    page.navigate(console.server().url() + "/profiles/router");
    assertThat(page.getByLabel("Text of profile router")).not().isEditable();
    assertThat(button(page, "Store …")).hasCount(0);
    Object status =
        page.evaluate(
            """
            async () => {
              const session = await (await fetch("/api/v1/session")).json();
              const answer = await fetch("/api/v1/devices/ROUTER:000005/notify", { method: "POST", headers: { "X-CSRF-Token": session.csrf } });
              return answer.status;
            }
            """);
    assertThat(status).isEqualTo(403);
  }

  @Test
  @Order(9)
  void aDeviceIsFoundByAFilterAndAMistakeInItIsExplained() throws IOException {
    console.signIn(page, "/devices");
    Locator filter = page.getByPlaceholder("model==NW-4*;version!=2.4.0");
    filter.fill("model==NW-R60;id==*000007");
    button(page, "Apply").click();
    assertThat(link(page, "ROUTER:000007")).isVisible();
    assertThat(page.getByRole(AriaRole.ROW)).hasCount(2);
    filter.fill("modle==x");
    button(page, "Apply").click();
    assertThat(page.getByText(Pattern.compile("modle")).last()).isVisible();
  }

  @ParameterizedTest
  @EnumSource(
      value = ColorScheme.class,
      names = {"LIGHT", "DARK"})
  @Order(10)
  void everyPageCanBeUsedByEverybody(ColorScheme scheme) throws IOException {
    Page visitor = chromium.person(scheme, 1_280);
    console.signIn(visitor, "/");
    for (Map.Entry<String, String> it : console.pages().entrySet()) {
      visitor.navigate(console.server().url() + it.getValue());
      assertThat(visitor.getByRole(AriaRole.HEADING).first()).isVisible();
      visitor.waitForFunction("() => document.querySelector('[aria-label=Loading]') === null");
      assertThat(Chromium.barriers(visitor)).as(it.getKey()).isEmpty();
    }
    visitor.context().close();
  }

  @Test
  @Order(11)
  void itComesBackByItselfAfterTheServerWasRestarted() throws IOException {
    console.signIn(page, "/");
    Locator live = page.getByText("live", new Page.GetByTextOptions().setExact(true));
    assertThat(live).isVisible();
    console.restart();
    assertThat(page.getByText("reconnecting")).isVisible();
    assertThat(live).isVisible();
    assertThat(heading(page, "Overview")).isVisible();
  }
}
