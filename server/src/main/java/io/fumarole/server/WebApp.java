package io.fumarole.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fumarole.server.dm.DmEndpoint;
import io.fumarole.server.rest.GuestSignIn;
import io.fumarole.server.rest.RestApi;
import io.javalin.Javalin;
import io.javalin.json.JavalinJackson3;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Javalin with our routes. It runs as a servlet in a server of ours.
final class WebApp {
  private WebApp() {}

  static Javalin create(DmEndpoint dm, RestApi api, Optional<GuestSignIn> guests) {
    JsonMapper json =
        JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                it -> it.withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();
    return Javalin.create(
        config -> {
          config.startup.showJavalinBanner = false;
          config.startup.showOldJavalinVersionWarning = false;
          config.startup.startupWatcherEnabled = false;
          config.http.prefer405over404 = true;
          config.http.compressionStrategy = io.javalin.compression.CompressionStrategy.NONE;
          config.jsonMapper(new JavalinJackson3(json, true));
          dm.addTo(config.routes);
          api.addTo(config.routes);
          guests.ifPresent(it -> it.addTo(config.routes));
        });
  }
}
