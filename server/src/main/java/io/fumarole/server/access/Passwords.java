package io.fumarole.server.access;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.fumarole.server.http.Admission;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Hashes passwords with Argon2id (RFC 9106), a few at a time: a hash takes memory by design, and
/// sign-ins must not take it from the devices. What it was made with stands in each hash, so that
/// another choice later leaves the old ones good.
public final class Passwords {
  /// The least that OWASP's password storage sheet asks for when memory is scarce: 19 MiB, two
  /// passes, one lane. It costs a processor here some 80 ms, and a guesser as much memory each.
  private static final int KIBIBYTES = 19_456;

  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_OCTETS = 32;
  private static final int SALT_OCTETS = 16;

  private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

  /// Two at work (40 MiB), and a few behind them.
  private static final Admission.Bounds BOUNDS = new Admission.Bounds(2, 16, Duration.ofSeconds(5));

  private static final Pattern MADE_WITH =
      Pattern.compile("\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d{1,2}),p=(\\d{1,2})\\$.+\\$.+");

  public static final int SHORTEST = 12;

  /// Beyond what anybody types; a hash of more would only cost time.
  public static final int LONGEST = 256;

  /// What a comparison came to.
  public enum Verdict {
    RIGHT,
    WRONG,
    /// Too many are at it: ask again later.
    BUSY
  }

  private final Admission admission = new Admission(BOUNDS);
  private final Supplier<byte[]> salts;

  /// Compared with where there is no user: nobody learns from the time that it takes who there is.
  /// No password is known that it belongs to.
  private final String nobody;

  /// @param random fills what it is given with octets that nobody can guess
  public Passwords(Consumer<byte[]> random) {
    this.salts = () -> filled(random, SALT_OCTETS);
    // Made up, and not reckoned: every start of a server would spend its time on it.
    this.nobody =
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
            .formatted(
                KIBIBYTES,
                PASSES,
                LANES,
                BASE64.encodeToString(filled(random, SALT_OCTETS)),
                BASE64.encodeToString(filled(random, HASH_OCTETS)));
  }

  private static byte[] filled(Consumer<byte[]> random, int count) {
    byte[] octets = new byte[count];
    random.accept(octets);
    return octets;
  }

  /// The hash to keep; empty when too many are at it.
  public Optional<String> hash(String password) {
    if (!admission.enter()) return Optional.empty();
    try {
      return Optional.of(make(password));
    } finally {
      admission.leave();
    }
  }

  /// @param hash of the user; empty when there is none, which takes as long
  public Verdict check(String password, Optional<String> hash) {
    if (!admission.enter()) return Verdict.BUSY;
    try {
      boolean isRight = matches(password, hash.orElse(nobody));
      return isRight && hash.isPresent() ? Verdict.RIGHT : Verdict.WRONG;
    } finally {
      admission.leave();
    }
  }

  private String make(String password) {
    return function(KIBIBYTES, PASSES, LANES).hash(octets(password), salts.get()).getResult();
  }

  static boolean matches(String password, String hash) {
    Matcher made = MADE_WITH.matcher(hash);
    if (!made.matches()) throw new IllegalStateException("a stored password is no Argon2id hash");
    Argon2Function function =
        function(
            Integer.parseInt(made.group(1)),
            Integer.parseInt(made.group(2)),
            Integer.parseInt(made.group(3)));
    return function.check(octets(password), hash.getBytes(StandardCharsets.US_ASCII));
  }

  private static Argon2Function function(int kibibytes, int passes, int lanes) {
    return Argon2Function.getInstance(kibibytes, passes, lanes, HASH_OCTETS, Argon2.ID);
  }

  /// Keyboards write the same letter in two ways.
  private static byte[] octets(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
  }
}
