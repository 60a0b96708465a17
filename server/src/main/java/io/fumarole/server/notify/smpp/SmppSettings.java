package io.fumarole.server.notify.smpp;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The message centre that takes our SMS.
///
/// @param host empty: there is none
/// @param isTls whether the link is encrypted, and the centre shows a certificate of its name
/// @param source who the SMS are from: some devices hear one number only
/// @param destination how the devices' numbers are to be read
/// @param dataCoding of the SMS: 4 is 8-bit data, some centres want 245
/// @param perSecond SMS a second at most
/// @param waiting notifications that wait for their turn at once; more are sent later
/// @param enquireLink how long the link may be silent before the centre is asked whether it is
///   there
/// @param patience how long an answer of the centre is waited for
public record SmppSettings(
    String host,
    int port,
    boolean isTls,
    Login login,
    Bind bind,
    Source source,
    Numbering destination,
    int dataCoding,
    int perSecond,
    int waiting,
    Duration enquireLink,
    Duration patience) {
  private static final int LARGEST_PORT = 65_535;
  private static final int LARGEST_RATE = 10_000;
  private static final int LONGEST_ADDRESS = 20;

  /// What the session is for.
  public enum Bind {
    /// Sending, and hearing what became of it.
    TRANSCEIVER,
    /// Sending only: nothing tells whether an SMS was delivered.
    TRANSMITTER
  }

  /// Who we are to the centre. Spec: SMPP 3.4 5.2, lengths of the fields.
  public record Login(String systemId, String password, String systemType) {
    private static final int LONGEST_ID = 15;
    private static final int LONGEST_PASSWORD = 8;
    private static final int LONGEST_TYPE = 12;

    public Login {
      requireShort("systemId", systemId, LONGEST_ID);
      // The password itself is not said: the message may be logged.
      if (password.length() > LONGEST_PASSWORD)
        throw new IllegalArgumentException(
            "smpp.password has at most %d characters".formatted(LONGEST_PASSWORD));
      requireShort("systemType", systemType, LONGEST_TYPE);
    }

    @Override
    public String toString() {
      return "Login[" + systemId + "]";
    }
  }

  /// Type of number and numbering plan. Spec: SMPP 3.4 5.2.5, 5.2.6.
  public record Numbering(int ton, int npi) {
    private static final int LARGEST_TON = 6;
    private static final Set<Integer> PLANS = Set.of(0, 1, 3, 4, 6, 8, 9, 10, 14, 18);

    public Numbering {
      if (ton < 0 || ton > LARGEST_TON)
        throw new IllegalArgumentException("smpp: ton is 0 to 6, not " + ton);
      if (!PLANS.contains(npi))
        throw new IllegalArgumentException(
            "smpp: npi is one of %s, not %d".formatted(new TreeSet<>(PLANS), npi));
    }
  }

  /// @param address a number or a name; empty: the centre's own choice
  public record Source(String address, Numbering numbering) {
    public Source {
      requireShort("source.address", address, LONGEST_ADDRESS);
    }
  }

  public SmppSettings {
    if (port < 1 || port > LARGEST_PORT)
      throw new IllegalArgumentException("smpp.port is 1 to " + LARGEST_PORT + ", not " + port);
    if (dataCoding < 0 || dataCoding > 255)
      throw new IllegalArgumentException("smpp.dataCoding is 0 to 255, not " + dataCoding);
    if (perSecond < 1 || perSecond > LARGEST_RATE)
      throw new IllegalArgumentException(
          "smpp.perSecond is 1 to %d, not %d".formatted(LARGEST_RATE, perSecond));
    if (waiting < 1)
      throw new IllegalArgumentException("smpp.waiting is 1 or more, not " + waiting);
    requireTime("enquireLink", enquireLink);
    requireTime("patience", patience);
  }

  private static void requireTime(String name, Duration time) {
    if (time.toMillis() < 100 || time.toDays() >= 1)
      throw new IllegalArgumentException(
          "smpp.%s is 100 ms or more and less than a day, not %s".formatted(name, time));
  }

  private static void requireShort(String name, String value, int most) {
    boolean isPlain = value.chars().allMatch(c -> c >= ' ' && c <= '~');
    if (value.length() > most || !isPlain)
      throw new IllegalArgumentException(
          "smpp.%s has at most %d characters of ASCII, unlike '%s'".formatted(name, most, value));
  }

  public boolean isSet() {
    return !host.isBlank();
  }

  public static final String DEFAULTS =
      """
      smpp {
        host = ""
        port = 2775
        tls = false
        systemId = ""
        password = ""
        systemType = ""
        bind = TRANSCEIVER
        source { address = "", ton = 0, npi = 0 }
        destination { ton = 1, npi = 1 }
        dataCoding = 4
        perSecond = 10
        waiting = 100
        enquireLink = 30 s
        patience = 10 s
      }
      """;

  /// @param part the part `smpp` of a configuration, whole
  public static SmppSettings from(Config part) {
    return new SmppSettings(
        part.getString("host"),
        part.getInt("port"),
        part.getBoolean("tls"),
        new Login(
            part.getString("systemId"), part.getString("password"), part.getString("systemType")),
        part.getEnum(Bind.class, "bind"),
        new Source(part.getString("source.address"), numbering(part.getConfig("source"))),
        numbering(part.getConfig("destination")),
        part.getInt("dataCoding"),
        part.getInt("perSecond"),
        part.getInt("waiting"),
        part.getDuration("enquireLink"),
        part.getDuration("patience"));
  }

  private static Numbering numbering(Config part) {
    return new Numbering(part.getInt("ton"), part.getInt("npi"));
  }

  /// The same as a configuration says it.
  public Map<String, Object> asMap() {
    Map<String, Object> all = new HashMap<>();
    all.put("smpp.host", host);
    all.put("smpp.port", port);
    all.put("smpp.tls", isTls);
    all.put("smpp.systemId", login.systemId());
    all.put("smpp.password", login.password());
    all.put("smpp.systemType", login.systemType());
    all.put("smpp.bind", bind.name());
    all.put("smpp.source.address", source.address());
    all.put("smpp.source.ton", source.numbering().ton());
    all.put("smpp.source.npi", source.numbering().npi());
    all.put("smpp.destination.ton", destination.ton());
    all.put("smpp.destination.npi", destination.npi());
    all.put("smpp.dataCoding", dataCoding);
    all.put("smpp.perSecond", perSecond);
    all.put("smpp.waiting", waiting);
    all.put("smpp.enquireLink", enquireLink);
    all.put("smpp.patience", patience);
    return all;
  }
}
