package io.fumarole.app.demo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A real browser, without a window.
final class Chromium implements AutoCloseable {
  /// Far longer than anything takes that is looked for; a fleet that is to be updated takes
  /// longest.
  private static final double PATIENCE_MILLIS = 180_000;

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /// Skips the test where there is none.
  static Chromium start() {
    Optional<Path> program =
        Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        program.isPresent(),
        "Chromium is not installed: 'apt-get install chromium' lets this test run");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    // Chromium's own sandbox needs more rights than tests have in a container.
    Browser browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(program.orElseThrow())
                    .setArgs(List.of("--no-sandbox")));
    return new Chromium(playwright, browser);
  }

  /// A person's browser: no cookies yet.
  Page person(ColorScheme scheme, int width) {
    BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setColorScheme(scheme)
                .setLocale("en-GB")
                .setTimezoneId("UTC")
                .setViewportSize(width, 850));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    return context.newPage();
  }

  Page person() {
    return person(ColorScheme.LIGHT, 1_280);
  }

  /// What keeps people from reading or using what the page shows, by the rules of WCAG 2.2 AA.
  static List<String> barriers(Page page) throws IOException {
    try (InputStream axe = Chromium.class.getResourceAsStream("/axe.min.js")) {
      if (axe == null) throw new IllegalStateException("axe is not on the class path");
      page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    Object found =
        page.evaluate(
            """
            async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }))
              .violations.flatMap((it) => it.nodes.map((node) => `${it.id}: ${node.html.slice(0, 200)}: ${node.failureSummary}`))
            """);
    return ((List<?>) found).stream().map(String::valueOf).toList();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
