package io.fumarole.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fumarole.server.access.Passwords.Verdict;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest {
  private static final String PASSWORD = "correct horse";

  /// More than work and wait.
  private static final int CALLERS = 40;

  private final Random random = new Random(7);
  private final Passwords passwords = new Passwords(random::nextBytes);

  @ParameterizedTest // Of the reference implementation, src/test.c: version 0x13, Argon2id.
  @CsvSource(
      delimiter = ' ',
      value = {
        "password $argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4 true",
        "password $argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc true",
        "passwore $argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4 false",
      })
  void isArgon2id(String password, String hash, boolean isRight) {
    assertThat(Passwords.matches(password, hash)).isEqualTo(isRight);
  }

  @Test
  void aHashSaysWhatItWasMadeWithAndIsNeverTheSameTwice() {
    String hash = passwords.hash(PASSWORD).orElseThrow();
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(passwords.hash(PASSWORD)).isPresent().isNotEqualTo(Optional.of(hash));
    assertThat(passwords.check(PASSWORD, Optional.of(hash))).isEqualTo(Verdict.RIGHT);
    assertThat(passwords.check(PASSWORD + " ", Optional.of(hash))).isEqualTo(Verdict.WRONG);
  }

  @Test
  void aLetterIsTheSameHoweverItIsWritten() {
    Optional<String> hash = passwords.hash("Caf\u00e9 am Markt");
    assertThat(passwords.check("Cafe\u0301 am Markt", hash)).isEqualTo(Verdict.RIGHT);
  }

  /// Who is compared with nobody gets the hash's work as well: the same memory is taken, which a
  /// comparison that stops at once would not.
  @Test
  void nobodyHasAnyPassword() {
    passwords.check(PASSWORD, Optional.empty()); // what is loaded once
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(passwords.check(PASSWORD, Optional.empty())).isEqualTo(Verdict.WRONG);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isGreaterThan(19_456 << 10);
  }

  @Test
  void ofVeryManyAtOnceSomeAreAskedToComeAgain() {
    Optional<String> hash = passwords.hash(PASSWORD);
    Queue<Verdict> verdicts = new ConcurrentLinkedQueue<>();
    try (var threads = Executors.newFixedThreadPool(CALLERS)) {
      for (int i = 0; i < CALLERS; i++)
        threads.execute(() -> verdicts.add(passwords.check(PASSWORD, hash)));
    }
    assertThat(verdicts)
        .hasSize(CALLERS)
        .contains(Verdict.RIGHT, Verdict.BUSY)
        .doesNotContain(Verdict.WRONG);
    assertThat(passwords.check(PASSWORD, hash)).isEqualTo(Verdict.RIGHT);
  }
}
