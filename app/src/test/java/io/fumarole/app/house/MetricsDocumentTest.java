package io.fumarole.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.testing.Authority;
import io.fumarole.protocol.testing.Authority.Issued;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The page about metrics and the dashboard tell of what a server shows from its first moment on.
final class MetricsDocumentTest {
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) ");
  private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)[ {]");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(fumarole_[a-z_]+)`");
  private static final Pattern USED = Pattern.compile("\\b(?:fumarole|jvm|process|system)_[a-z_]+");

  private static String page = "";

  @BeforeAll
  static void scrape(@TempDir Path data, @TempDir Path made)
      throws IOException, InterruptedException, GeneralSecurityException {
    // One that speaks https shows all that there is.
    var authority = new Authority(made, "root");
    Issued issued = authority.issue("CN=localhost", "-validity", "2");
    ServerSettings settings =
        ServerSettings.of(data)
            .with("port", 0)
            .with(
                Map.of(
                    "tls.certificate", issued.certificate().toString(),
                    "tls.key", issued.key().toString()));
    try (FumaroleServer server = FumaroleServer.start(settings);
        HttpClient client = HttpClient.newBuilder().sslContext(authority.client()).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url() + "/metrics"))
              .header("Authorization", "Bearer " + server.freshToken().orElseThrow())
              .build();
      page = client.send(request, BodyHandlers.ofString()).body();
    }
  }

  private static Set<String> found(Pattern pattern, int group, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(it -> it.group(group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyMetricHasItsRowAndEveryRowItsMetric() {
    Set<String> shown = found(TYPE, 1, page);
    shown.removeIf(name -> !name.startsWith("fumarole_") || name.endsWith("_seconds_max"));
    String document = Repository.read(Repository.root().resolve("docs/metrics.md"));
    assertThat(found(ROW, 1, document)).isEqualTo(shown).isNotEmpty();
  }

  @Test
  void theDashboardAsksForNothingElse() {
    JsonNode dashboard =
        new ObjectMapper()
            .readTree(Repository.read(Repository.root().resolve("docs/grafana/fumarole.json")));
    Set<String> shown = found(SAMPLE, 1, page);
    List<String> queries =
        dashboard.findValues("expr").stream().map(it -> it.asString("")).toList();
    assertThat(queries).hasSizeGreaterThan(15);
    for (String query : queries)
      assertThat(shown).as(query).containsAll(found(USED, 0, query)).isNotEmpty();
    assertThat(queries).allMatch(query -> USED.matcher(query).find());
  }
}
