package io.fumarole.app.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Draws the pictures of the documents; not run with the tests. `./fumarole screenshots` does.
class ConsoleScreenshots {
  private static final String FOLDER = "fumarole.screenshots";

  @Test
  void draw(@TempDir Path directory) throws IOException {
    Path folder = Path.of(System.getProperty(FOLDER, ""));
    try (Chromium chromium = Chromium.start();
        ConsoleUnderTest console = ConsoleUnderTest.start(directory)) {
      for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        Page page = chromium.person(scheme, 1_280);
        console.signIn(page, "/");
        assertThat(page.getByText(Pattern.compile("is paused: phase canary"))).isVisible();
        for (Map.Entry<String, String> it : console.pages().entrySet()) {
          page.navigate(console.server().url() + it.getValue());
          assertThat(page.getByRole(AriaRole.HEADING).first()).isVisible();
          page.waitForFunction("() => document.querySelector('[aria-label=Loading]') === null");
          String name = it.getKey() + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png";
          page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name)));
        }
        page.context().close();
      }
    }
  }
}
