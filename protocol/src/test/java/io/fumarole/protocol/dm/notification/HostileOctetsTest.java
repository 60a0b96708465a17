package io.fumarole.protocol.dm.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever arrives is read, or refused with an offset inside it; nothing else happens. What is
/// read is explained octet by octet.
class HostileOctetsTest {
  private static final long SEED = 20_260_101;
  private static final int ROUNDS = 20_000;

  private interface Reader {
    List<Explained> explain(Octets octets) throws MalformedNotificationException;
  }

  private static Octets changed(Octets original, Random random) {
    byte[] octets = original.toByteArray();
    for (int changes = random.nextInt(4); changes >= 0; changes--)
      octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
    return Octets.wrap(octets);
  }

  private static void readsOrRefuses(Octets original, Reader reader) {
    Random random = new Random(SEED);
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Octets octets = changed(original, random);
      try {
        assertThat(Explained.octetsOf(reader.explain(octets))).isEqualTo(octets);
        read++;
      } catch (MalformedNotificationException refusal) {
        assertThat(refusal.offset()).as(octets.toHex()).isBetween(0, octets.length());
      }
    }
    assertThat(read).isBetween(1, ROUNDS - 1);
  }

  private static Package0 package0() {
    return Notification.of(UiMode.BACKGROUND, Initiator.SERVER, 1, "s")
        .sign(Account.of("s", "x"), Octets.EMPTY);
  }

  @Test
  void readsOrRefusesDatagrams() {
    readsOrRefuses(WspPush.of(1, package0()).octets(), octets -> Envelope.open(octets).explain());
    readsOrRefuses(package0().octets(), octets -> Envelope.open(octets).explain());
  }

  @Test
  void readsOrRefusesMessages() {
    SmsUserData userData = SmsUserData.split(package0().octets(), 1).getFirst();
    readsOrRefuses(
        SmsPdu.submit("+4670", userData).octets(),
        octets -> {
          SmsPdu pdu = SmsPdu.parse(octets);
          return Explained.join(
              pdu.explain(), new Fields().add(pdu.userData().payload(), "payload").list());
        });
  }
}
