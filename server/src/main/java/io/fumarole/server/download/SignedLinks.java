package io.fumarole.server.download;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.exchange.DownloadLinks;
import io.fumarole.server.Hmac;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Addresses that nobody can guess or change: a [Grant] and its HMAC-SHA-256, in the URL-safe
/// base64 alphabet. Whoever holds one may use it until it expires.
public final class SignedLinks implements DownloadLinks {
  static final String PACKAGES = "/dl/";
  static final String REPORTS = "/notify/";
  static final String DESCRIPTOR_SUFFIX = ".dd";

  private static final int MAC_OCTETS = 32;

  /// The longest token that we make: all texts of a grant at their limits.
  private static final int LONGEST_TOKEN = 2_048;

  private final String baseUrl;
  private final Hmac key;
  private final Duration lifetime;

  /// @param baseUrl where devices reach this server, without a slash at the end
  /// @param lifetime of an address, from when it is made
  public SignedLinks(String baseUrl, Hmac key, Duration lifetime) {
    this.baseUrl = baseUrl;
    this.key = key;
    this.lifetime = lifetime;
  }

  @Override
  public String link(Wanted wanted, Instant now) {
    FirmwarePackage firmwarePackage = wanted.firmwarePackage();
    var grant =
        new Grant(
            wanted.device(),
            wanted.deployment(),
            firmwarePackage.sha256(),
            firmwarePackage.contentType(),
            now.plus(lifetime),
            wanted.redirects(),
            Optional.empty());
    return switch (wanted.delivery()) {
      case DIRECT -> packageUrl(grant);
      case DESCRIPTOR -> descriptorUrl(grant, Grant.Label.of(firmwarePackage));
      case DM -> throw new IllegalArgumentException("over DM there is nothing to link to");
    };
  }

  String packageUrl(Grant grant) {
    return baseUrl + PACKAGES + token(grant.withoutLabel());
  }

  String reportUrl(Grant grant) {
    return baseUrl + REPORTS + token(grant.withoutLabel());
  }

  private String descriptorUrl(Grant grant, Grant.Label label) {
    var labelled =
        new Grant(
            grant.device(),
            grant.deployment(),
            grant.sha256(),
            grant.contentType(),
            grant.expires(),
            grant.redirects(),
            Optional.of(label));
    return baseUrl + PACKAGES + token(labelled) + DESCRIPTOR_SUFFIX;
  }

  @Override
  public boolean isOurs(String url) {
    int start = url.indexOf(PACKAGES);
    if (start < 0) return false;
    String token = url.substring(start + PACKAGES.length());
    boolean isDescriptor = token.endsWith(DESCRIPTOR_SUFFIX);
    return read(isDescriptor
            ? token.substring(0, token.length() - DESCRIPTOR_SUFFIX.length())
            : token)
        .isPresent();
  }

  private String token(Grant grant) {
    byte[] payload = grant.toBytes();
    byte[] whole = Arrays.copyOf(payload, payload.length + MAC_OCTETS);
    System.arraycopy(key.of(payload), 0, whole, payload.length, MAC_OCTETS);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /// What a token allows; empty when it is not one of ours, or was changed.
  Optional<Grant> read(String token) {
    if (token.length() > LONGEST_TOKEN) return Optional.empty();
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    int length = whole.length - MAC_OCTETS;
    if (length <= 0) return Optional.empty();
    byte[] payload = Arrays.copyOf(whole, length);
    byte[] mac = Arrays.copyOfRange(whole, length, whole.length);
    boolean isGenuine = MessageDigest.isEqual(key.of(payload), mac);
    return isGenuine ? Grant.of(payload) : Optional.empty();
  }
}
