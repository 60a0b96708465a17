package io.fumarole.storage;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A bucket of an S3 store. Who we are to it is not here: the environment says that.
///
/// @param prefix of all names in the bucket; empty, or with a slash at its end
/// @param endpoint of a store that is not Amazon's
/// @param isPathStyle whether the bucket is in the path of addresses, and not in the host's name
/// @param devices where devices are sent for their downloads; empty: nowhere, the server hands them
///   out
/// @param cacheOctets what this node keeps on its disk at most
public record S3Settings(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    String region,
    boolean isPathStyle,
    Optional<URI> devices,
    long cacheOctets) {
  private static final Pattern URL =
      Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/([A-Za-z0-9/._-]{0,200}))?");
  private static final long LEAST_CACHE = 16L << 20;

  public S3Settings {
    if (cacheOctets < LEAST_CACHE)
      throw new IllegalArgumentException(
          "content.cache is 16 MiB or more, not " + cacheOctets + " octets");
    if (region.isBlank()) throw new IllegalArgumentException("content.region is blank");
    endpoint.ifPresent(it -> requireHttp("content.endpoint", it));
    devices.ifPresent(it -> requireHttp("content.redirects", it));
  }

  private static void requireHttp(String setting, URI address) {
    if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?"))
      throw new IllegalArgumentException(
          setting + " is an http or https address, not '" + address + "'");
  }

  /// @param url such as `s3://bucket/prefix`
  public static S3Settings of(
      String url, Optional<URI> endpoint, String region, boolean isPathStyle, long cacheOctets) {
    Matcher parts = URL.matcher(url);
    if (!parts.matches())
      throw new IllegalArgumentException(
          "content.url is an address such as s3://bucket/prefix, not '" + url + "'");
    String path = Optional.ofNullable(parts.group(2)).orElse("").replaceAll("^/+|/+$", "");
    return new S3Settings(
        parts.group(1),
        path.isEmpty() ? "" : path + "/",
        endpoint,
        region,
        isPathStyle,
        Optional.empty(),
        cacheOctets);
  }

  /// The same, with devices sent to the store for their downloads.
  public S3Settings withDevicesSentTo(URI address) {
    return new S3Settings(
        bucket, prefix, endpoint, region, isPathStyle, Optional.of(address), cacheOctets);
  }

  public String url() {
    return "s3://" + bucket + "/" + prefix;
  }
}
