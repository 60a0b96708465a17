package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// The bodies of the API, for the fuzzer.
public final class RestTargets {
  private static final List<Class<?>> BODIES =
      List.of(
          NewDevices.NewDevice.class,
          NewDevices.Terms.class,
          DeploymentsResource.NewDeployment.class,
          ReleasesResource.Change.class);

  private RestTargets() {}

  /// A body is read, or refused in the API's own words.
  public static void body(byte[] octets) {
    for (Class<?> type : BODIES) {
      try {
        Input.read(octets, type);
      } catch (BadRequest refused) {
        assertThat(refused.detail()).isNotBlank().doesNotContain("io.fumarole", "tools.jackson");
        assertThat(refused.status().getCode()).isEqualTo(400);
      }
    }
  }
}
