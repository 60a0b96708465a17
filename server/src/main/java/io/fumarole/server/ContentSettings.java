package io.fumarole.server;

import com.typesafe.config.Config;
import io.fumarole.storage.S3Settings;
import io.fumarole.storage.Settings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Where firmware is kept.
///
/// @param url of a bucket; empty: the data directory
/// @param endpoint of a store that is not Amazon's; empty: Amazon's, of the region
/// @param isPathStyle whether the bucket is in the path of addresses, and not in the host's name
/// @param redirects where devices that follow redirects are sent for their downloads; empty:
///   nowhere
/// @param cacheOctets what a server keeps of the bucket on its disk
public record ContentSettings(
    String url,
    String endpoint,
    String region,
    boolean isPathStyle,
    String redirects,
    long cacheOctets) {
  static final String DEFAULTS =
      """
      content {
        url = ""
        endpoint = ""
        region = "us-east-1"
        pathStyle = false
        redirects = ""
        cache = 10 GiB
      }
      """;

  public ContentSettings {
    if (url.isBlank() && !redirects.isBlank())
      throw new IllegalArgumentException(
          "content.redirects leads to a bucket, and content.url names none");
    bucket(url, endpoint, region, isPathStyle, redirects, cacheOctets);
  }

  private static Optional<S3Settings> bucket(
      String url,
      String endpoint,
      String region,
      boolean isPathStyle,
      String redirects,
      long cacheOctets) {
    if (url.isBlank()) return Optional.empty();
    Optional<URI> at = endpoint.isBlank() ? Optional.empty() : Optional.of(URI.create(endpoint));
    S3Settings bucket = S3Settings.of(url, at, region, isPathStyle, cacheOctets);
    return Optional.of(
        redirects.isBlank() ? bucket : bucket.withDevicesSentTo(URI.create(redirects)));
  }

  /// @param part the part `content` of a configuration, whole
  static ContentSettings from(Config part) {
    return new ContentSettings(
        part.getString("url"),
        part.getString("endpoint"),
        part.getString("region"),
        part.getBoolean("pathStyle"),
        part.getString("redirects"),
        part.getBytes("cache"));
  }

  Settings of(Settings storage) {
    return bucket(url, endpoint, region, isPathStyle, redirects, cacheOctets)
        .map(storage::withContent)
        .orElse(storage);
  }

  /// The same as a configuration says it.
  Map<String, Object> asMap() {
    return Map.of(
        "content.url", url,
        "content.endpoint", endpoint,
        "content.region", region,
        "content.pathStyle", isPathStyle,
        "content.redirects", redirects,
        "content.cache", cacheOctets);
  }
}
