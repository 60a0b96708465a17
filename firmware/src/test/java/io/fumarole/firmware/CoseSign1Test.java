package io.fumarole.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.syncml.Octets;
import org.junit.jupiter.api.Test;

/// The published examples of the COSE working group (cose-wg/Examples, eddsa-examples).
class CoseSign1Test {
  private static final Octets CONTENT = Octets.utf8("This is the content.");

  // eddsa-sig-01; its key is that of RFC 8032, 7.1, test 1.
  private static final Octets ED25519_EXAMPLE =
      Octets.hex(
          "D28445A201270300A10442313154546869732069732074686520636F6E74656E742E5840"
              + "7142FD2FF96D56DB85BEE905A76BA1D0B7321A95C8C4D3607C5781932B7AFB87"
              + "11497DFA751BF40B58B3BCC32300B1487F3DB34085EEF013BF08F4A44D6FEF0D");

  @Test
  void verifiesTheEd25519Example() throws MalformedBundleException {
    CoseSign1 message = CoseSign1.parse(ED25519_EXAMPLE);

    assertThat(message.payload()).isEqualTo(CONTENT);
    assertThat(message.toBeSigned())
        .isEqualTo(
            Octets.hex(
                "846A5369676E61747572653145A2012703004054546869732069732074686520636F6E74656E742E"));
    VerifyingKey key = TestKeys.signing().verifyingKey();
    assertThat(key.verifies(message.toBeSigned(), message.signature())).isTrue();
  }

  @Test
  void signsTheEd25519ExampleToTheSameOctets() throws MalformedBundleException {
    CoseSign1 message = CoseSign1.parse(ED25519_EXAMPLE);
    assertThat(TestKeys.signing().sign(message.toBeSigned())).isEqualTo(message.signature());
  }

  @Test // eddsa-sig-02, ToBeSign_hex
  void formsTheSigStructureOfTheEd448Example() {
    assertThat(CoseSign1.toBeSigned(Octets.hex("A10127"), CONTENT))
        .isEqualTo(
            Octets.hex(
                "846A5369676E61747572653143A101274054546869732069732074686520636F6E74656E742E"));
  }
}
