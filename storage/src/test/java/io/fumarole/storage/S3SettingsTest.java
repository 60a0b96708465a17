package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3SettingsTest {
  private static final long CACHE = 1L << 30;

  private static S3Settings of(String url, String endpoint, String region, long cache) {
    Optional<URI> at = endpoint.isEmpty() ? Optional.empty() : Optional.of(URI.create(endpoint));
    return S3Settings.of(url, at, region, true, cache);
  }

  @ParameterizedTest
  @CsvSource({
    "s3://firmware, firmware, ''",
    "s3://firmware/, firmware, ''",
    "s3://firm.ware-1/a/b_c/, firm.ware-1, a/b_c/",
    "s3://firmware/a, firmware, a/"
  })
  void anAddressNamesABucketAndAPrefix(String url, String bucket, String prefix) {
    S3Settings settings = of(url, "", "eu-north-1", CACHE);
    assertThat(settings.bucket()).isEqualTo(bucket);
    assertThat(settings.prefix()).isEqualTo(prefix);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"firmware", "s3://", "s3://A", "s3://ab", "s3://firmware/a b", "http://x"})
  void whatIsNoneIsRefused(String url) {
    assertThatThrownBy(() -> of(url, "", "eu-north-1", CACHE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("content.url");
  }

  @Test
  void theRestIsLookedAtToo() {
    assertThatThrownBy(() -> of("s3://firmware", "minio:9000", "x", CACHE))
        .hasMessageContaining("content.endpoint");
    assertThatThrownBy(
            () ->
                of("s3://firmware", "", "x", CACHE)
                    .withDevicesSentTo(URI.create("ftp://firmware.example")))
        .hasMessageContaining("content.redirects");
    assertThatThrownBy(() -> of("s3://firmware", "", " ", CACHE))
        .hasMessageContaining("content.region");
    assertThatThrownBy(() -> of("s3://firmware", "", "x", 1)).hasMessageContaining("content.cache");
  }
}
