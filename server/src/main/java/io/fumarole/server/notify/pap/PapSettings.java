package io.fumarole.server.notify.pap;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// The push gateway that takes our pushes.
///
/// @param url where it takes them; empty: there is none
/// @param user and `password`, for basic authentication; empty: without
/// @param gateway its name behind the `@` of the devices' addresses
/// @param wantsReports whether it is asked to report what became of a push
/// @param patience how long its answer is waited for
public record PapSettings(
    String url,
    String user,
    String password,
    String gateway,
    boolean wantsReports,
    Duration patience) {
  public PapSettings {
    // A user in the address would go into logs with it.
    if (!url.isBlank() && !url.matches("https?://[^\\s/?#@]+([/?][^\\s#]*)?"))
      throw new IllegalArgumentException(
          "pap.url is an http or https address; user and password stand in their own settings");
    if (user.contains(":"))
      throw new IllegalArgumentException("pap.user has no colon: basic authentication forbids it");
    if (!gateway.matches("[A-Za-z0-9.-]+"))
      throw new IllegalArgumentException("pap.gateway is a host's name, not '" + gateway + "'");
    if (patience.toMillis() < 100 || patience.toHours() >= 1)
      throw new IllegalArgumentException(
          "pap.patience is 100 ms or more and less than an hour, not " + patience);
  }

  public static final String DEFAULTS =
      """
      pap {
        url = ""
        user = ""
        password = ""
        gateway = "ppg.local"
        reports = true
        patience = 10 s
      }
      """;

  public boolean isSet() {
    return !url.isBlank();
  }

  /// @param part the part `pap` of a configuration, whole
  public static PapSettings from(Config part) {
    return new PapSettings(
        part.getString("url"),
        part.getString("user"),
        part.getString("password"),
        part.getString("gateway"),
        part.getBoolean("reports"),
        part.getDuration("patience"));
  }

  /// The same as a configuration says it.
  public Map<String, Object> asMap() {
    Map<String, Object> all = new HashMap<>();
    all.put("pap.url", url);
    all.put("pap.user", user);
    all.put("pap.password", password);
    all.put("pap.gateway", gateway);
    all.put("pap.reports", wantsReports);
    all.put("pap.patience", patience);
    return all;
  }

  @Override
  public String toString() {
    return "PapSettings[" + url + "]";
  }
}
