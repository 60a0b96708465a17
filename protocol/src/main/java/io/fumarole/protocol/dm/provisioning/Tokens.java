package io.fumarole.protocol.dm.provisioning;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tokens of OMA CP, by code page: page 0 of the first edition, page 1 what applications added.
/// Spec: wbxml 7.
final class Tokens {
  static final int ROOT = 0x05;
  static final int CHARACTERISTIC = 0x06;
  static final int PARM = 0x07;

  static final String ROOT_NAME = "wap-provisioningdoc";
  static final String CHARACTERISTIC_NAME = "characteristic";
  static final String PARM_NAME = "parm";

  private static final int TOKENS = 0x100;

  /// Attribute values have the top bit.
  private static final int FIRST_VALUE = 0x80;

  private static final Tokens PAGE_0 =
      new Tokens()
          .prefixes()
          .names(0x07, "NAME NAP-ADDRESS NAP-ADDRTYPE CALLTYPE VALIDUNTIL AUTHTYPE AUTHNAME")
          .names(0x0E, "AUTHSECRET LINGER BEARER NAPID COUNTRY NETWORK INTERNET PROXY-ID")
          .names(0x16, "PROXY-PROVIDER-ID DOMAIN PROVURL PXAUTH-TYPE PXAUTH-ID PXAUTH-PW")
          .names(0x1C, "STARTPAGE BASAUTH-ID BASAUTH-PW PUSHENABLED PXADDR PXADDRTYPE TO-NAPID")
          .names(0x23, "PORTNBR SERVICE LINKSPEED DNLINKSPEED LOCAL-ADDR LOCAL-ADDRTYPE")
          .names(0x29, "CONTEXT-ALLOW TRUST MASTER SID SOC WSP-VERSION PHYSICAL-PROXY-ID")
          .names(0x30, "CLIENT-ID DELIVERY-ERR-SDU DELIVERY-ORDER TRAFFIC-CLASS MAX-SDU-SIZE")
          .names(0x35, "MAX-BITRATE-UPLINK MAX-BITRATE-DNLINK RESIDUAL-BER SDU-ERROR-RATIO")
          .names(0x39, "TRAFFIC-HANDL-PRIO TRANSFER-DELAY GUARANTEED-BITRATE-UPLINK")
          .names(0x3C, "GUARANTEED-BITRATE-DNLINK PXADDR-FQDN PROXY-PW PPGAUTH-TYPE")
          .start(0x45, "version", "")
          .start(0x46, "version", "1.0")
          .names(0x47, "PULLENABLED DNS-ADDR MAX-NUM-RETRY FIRST-RETRY-TIMEOUT REREG-THRESHOLD")
          .names(0x4C, "T-BIT")
          .names(0x4E, "AUTH-ENTITY SPI")
          .types(0x51, "PXLOGICAL PXPHYSICAL PORT VALIDITY NAPDEF BOOTSTRAP VENDORCONFIG")
          .types(0x58, "CLIENTIDENTITY PXAUTHINFO NAPAUTHINFO ACCESS")
          .values(0x85, "IPV4 IPV6 E164 ALPHA APN SCODE TETRA-ITSI MAN")
          .values(0x90, "ANALOG-MODEM V.120 V.110 X.31 BIT-TRANSPARENT")
          .values(0x95, "DIRECT-ASYNCHRONOUS-DATA-SERVICE")
          .values(0x9A, "PAP CHAP HTTP-BASIC HTTP-DIGEST WTLS-SS MD5")
          .values(0xA2, "GSM-USSD GSM-SMS ANSI-136-GUTS IS-95-CDMA-SMS IS-95-CDMA-CSD")
          .values(0xA7, "IS-95-CDMA-PACKET ANSI-136-CSD ANSI-136-GPRS GSM-CSD GSM-GPRS AMPS-CDPD")
          .values(0xAD, "PDC-CSD PDC-PACKET IDEN-SMS IDEN-CSD IDEN-PACKET FLEX/REFLEX PHS-SMS")
          .values(0xB4, "PHS-CSD TRETRA-SDS TRETRA-PACKET ANSI-136-GHOST MOBITEX-MPAK")
          .values(0xB9, "CDMA2000-1X-SIMPLE-IP CDMA2000-1X-MOBILE-IP")
          .values(0xC5, "AUTOBAUDING")
          .values(0xCA, "CL-WSP CO-WSP CL-SEC-WSP CO-SEC-WSP CL-SEC-WTA CO-SEC-WTA OTA-HTTP-TO")
          .values(0xD1, "OTA-HTTP-TLS-TO OTA-HTTP-PO OTA-HTTP-TLS-PO")
          .values(0xE0, "AAA HA");

  private static final Tokens PAGE_1 =
      new Tokens()
          .prefixes()
          .names(0x07, "NAME")
          .names(0x14, "INTERNET")
          .names(0x1C, "STARTPAGE")
          .names(0x22, "TO-NAPID PORTNBR SERVICE")
          .names(0x2E, "AACCEPT AAUTHDATA AAUTHLEVEL AAUTHNAME AAUTHSECRET AAUTHTYPE ADDR ADDRTYPE")
          .names(0x36, "APPID APROTOCOL PROVIDER-ID TO-PROXY URI RULE")
          .types(0x53, "PORT")
          .types(0x55, "APPLICATION APPADDR APPAUTH CLIENTIDENTITY RESOURCE")
          // Off-spec: where the first edition had them; these octets are EXT_T and STR_T elsewhere.
          .values(0x80, ", HTTP- BASIC DIGEST")
          .values(0x86, "IPV6 E164 ALPHA")
          .values(0x8D, "APPSRV OBEX")
          .values(0x90, ", HTTP- BASIC DIGEST");

  static final int PAGES = 2;

  /// An attribute, with the value or its beginning.
  record Start(String attribute, String value) {}

  /// A token and the page it is on.
  record Place(int page, int token) {}

  private final @Nullable Start[] starts = new @Nullable Start[FIRST_VALUE];
  private final @Nullable String[] values = new @Nullable String[TOKENS];

  private Tokens() {}

  /// The tables of a page; a page that nobody knows has none.
  static Optional<Tokens> page(int number) {
    return switch (number) {
      case 0 -> Optional.of(PAGE_0);
      case 1 -> Optional.of(PAGE_1);
      default -> Optional.empty();
    };
  }

  /// What begins an attribute.
  Optional<Start> start(int token) {
    return Optional.ofNullable(starts[token]);
  }

  Optional<String> value(int token) {
    return Optional.ofNullable(values[token]);
  }

  /// Where the whole attribute has a token: page 0 is looked at first.
  static Optional<Place> placeOf(Start start) {
    for (int page = 0; page < PAGES; page++) {
      Tokens tokens = page(page).orElseThrow();
      for (int token = 0; token < FIRST_VALUE; token++) {
        if (start.equals(tokens.starts[token])) return Optional.of(new Place(page, token));
      }
    }
    return Optional.empty();
  }

  /// Where a value has a token: page 0 is looked at first, and of two the later.
  static Optional<Place> placeOfValue(String value) {
    for (int page = 0; page < PAGES; page++) {
      Tokens tokens = page(page).orElseThrow();
      for (int token = TOKENS - 1; token >= FIRST_VALUE; token--) {
        if (value.equals(tokens.values[token])) return Optional.of(new Place(page, token));
      }
    }
    return Optional.empty();
  }

  private Tokens prefixes() {
    return start(0x05, "name", "").start(0x06, "value", "").start(0x50, "type", "");
  }

  private Tokens start(int token, String attribute, String value) {
    starts[token] = new Start(attribute, value);
    return this;
  }

  /// Names of parameters, with tokens one after the other.
  private Tokens names(int first, String names) {
    return run(first, "name", names);
  }

  private Tokens types(int first, String types) {
    return run(first, "type", types);
  }

  private Tokens run(int first, String attribute, String texts) {
    int token = first;
    for (String text : texts.split(" ")) start(token++, attribute, text);
    return this;
  }

  private Tokens values(int first, String texts) {
    int token = first;
    for (String text : texts.split(" ")) values[token++] = text;
    return this;
  }
}
