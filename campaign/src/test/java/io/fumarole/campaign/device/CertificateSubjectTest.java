package io.fumarole.campaign.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateSubjectTest {
  @Test // RFC 5280 7.1: case and blanks are none of a name's.
  void twoTextsOfANameAreTheSame() {
    assertThat(CertificateSubject.parse("CN=Device 7, O=Acme"))
        .isEqualTo(CertificateSubject.parse("cn=device  7,o=ACME"))
        .isNotEqualTo(CertificateSubject.parse("CN=Device 7"))
        .isNotEqualTo(CertificateSubject.parse("O=Acme, CN=Device 7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=IMEI:990012340056786",
        "SERIALNUMBER=7, CN=a",
        "CN=\"a, CN=b\"",
        "CN=Zoë+OU=x, DC=example, DC=org",
        "2.5.4.97=VATDE-1, CN=a",
        "CN=a\\,b\\+c"
      })
  void whatIsStoredIsReadAgain(String text) {
    CertificateSubject subject = CertificateSubject.parse(text);
    assertThat(CertificateSubject.parse(subject.text())).isEqualTo(subject);
    assertThat(CertificateSubject.parse(subject.toString())).isEqualTo(subject);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "device-7", "CN", "XYZ=1", "CN=a,,"})
  void whatIsNoNameIsRefused(String text) {
    assertThatThrownBy(() -> CertificateSubject.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("such as CN=device-7, O=Example");
  }
}
