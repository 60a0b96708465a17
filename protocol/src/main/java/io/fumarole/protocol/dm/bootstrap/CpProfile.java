package io.fumarole.protocol.dm.bootstrap;

import io.fumarole.protocol.dm.AppAuth;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.DmAccount;
import io.fumarole.protocol.dm.DmAccount.Address;
import io.fumarole.protocol.dm.bootstrap.Bootstrap.Reading;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Characteristic;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Entry;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Parm;
import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// A bootstrap as a provisioning document: application w7 and its access points. Spec: notification
/// 5.3.
public final class CpProfile {
  private static final String APP_ID = "w7";

  /// What the client presents to the server.
  private static final String TO_SERVER = "APPSRV";

  /// What the server presents to the client.
  private static final String TO_CLIENT = "CLIENT";

  /// Fewer octets than that are no nonce: the text only happens to be base64.
  private static final int SHORTEST_NONCE = 8;

  private CpProfile() {}

  public static ProvisioningDocument write(Bootstrap bootstrap) {
    List<Characteristic> all = new ArrayList<>();
    all.add(application(bootstrap));
    for (AccessPoint point : bootstrap.accessPoints()) all.add(accessPoint(point));
    return ProvisioningDocument.of(all);
  }

  private static Characteristic application(Bootstrap bootstrap) {
    DmAccount account = bootstrap.account();
    List<Entry> entries = new ArrayList<>();
    entries.add(Parm.of("APPID", APP_ID));
    entries.add(Parm.of("PROVIDER-ID", account.serverId()));
    account.name().ifPresent(name -> entries.add(Parm.of("NAME", name)));
    account.connection().ifPresent(point -> entries.add(Parm.of("TO-NAPID", point)));
    if (bootstrap.startsSession()) entries.add(Parm.of("INIT"));
    for (Address address : account.addresses()) entries.add(address(address));
    for (AppAuth auth : account.credentials()) entries.add(credential(auth));
    return new Characteristic("APPLICATION", entries);
  }

  private static Characteristic address(Address address) {
    List<Entry> entries = new ArrayList<>();
    entries.add(Parm.of("ADDR", address.address()));
    entries.add(Parm.of("ADDRTYPE", address.type()));
    address
        .port()
        .ifPresent(
            port -> entries.add(Characteristic.of("PORT", Parm.of("PORTNBR", port.toString()))));
    return new Characteristic("APPADDR", entries);
  }

  private static Characteristic credential(AppAuth auth) {
    List<Entry> entries = new ArrayList<>();
    entries.add(Parm.of("AAUTHLEVEL", level(auth.level())));
    entries.add(Parm.of("AAUTHTYPE", auth.type()));
    auth.name().ifPresent(name -> entries.add(Parm.of("AAUTHNAME", name)));
    auth.secret().ifPresent(secret -> entries.add(Parm.of("AAUTHSECRET", secret)));
    auth.data()
        .ifPresent(nonce -> entries.add(Parm.of("AAUTHDATA", Credentials.nextNonce(nonce).utf8())));
    return new Characteristic("APPAUTH", entries);
  }

  private static String level(AppAuth.Level level) {
    return switch (level) {
      case CLCRED -> TO_SERVER;
      case SRVCRED -> TO_CLIENT;
      case OBEX, HTTP -> level.name();
    };
  }

  private static Characteristic accessPoint(AccessPoint point) {
    List<Entry> entries = new ArrayList<>();
    entries.add(Parm.of("NAPID", point.id()));
    point.name().ifPresent(name -> entries.add(Parm.of("NAME", name)));
    entries.add(Parm.of("BEARER", point.bearer()));
    entries.add(Parm.of("NAP-ADDRESS", point.address()));
    entries.add(Parm.of("NAP-ADDRTYPE", point.addressType()));
    return new Characteristic("NAPDEF", entries);
  }

  /// Reads the first application w7; other applications and what is not known are passed over.
  public static Reading read(ProvisioningDocument document) {
    Optional<Characteristic> found =
        document
            .all("APPLICATION")
            .filter(it -> it.value("APPID").map(APP_ID::equalsIgnoreCase).orElse(false))
            .findFirst();
    return found
        .map(application -> read(application, document))
        .orElseGet(() -> new Reading.Unusable("the document has no application w7"));
  }

  private static Reading read(Characteristic application, ProvisioningDocument document) {
    Optional<String> serverId = text(application, "PROVIDER-ID");
    if (serverId.isEmpty()) return new Reading.Unusable("application w7 has no PROVIDER-ID");
    List<Address> addresses = addresses(application);
    if (addresses.isEmpty())
      return new Reading.Unusable("application w7 has no APPADDR with an ADDR");
    List<AppAuth> credentials = swapped(credentials(application), serverId.get());
    if (addresses.size() > DmAccount.MOST_ENTRIES || credentials.size() > DmAccount.MOST_ENTRIES)
      return new Reading.Unusable(
          "application w7 has more than %d addresses or credentials"
              .formatted(DmAccount.MOST_ENTRIES));
    Optional<String> preferred =
        credentials.stream()
            .filter(auth -> auth.level() == AppAuth.Level.CLCRED)
            .map(AppAuth::type)
            .findFirst();
    var account =
        new DmAccount(
            serverId.get(),
            text(application, "NAME"),
            text(application, "TO-NAPID").or(() -> text(application, "TO-PROXY")),
            addresses,
            preferred,
            credentials);
    return new Reading.Read(
        new Bootstrap(account, application.has("INIT"), accessPoints(document)));
  }

  private static List<Address> addresses(Characteristic application) {
    List<Address> found = new ArrayList<>();
    for (Characteristic each : application.all("APPADDR").toList()) {
      Optional<Integer> port =
          each.all("PORT").flatMap(it -> port(it).stream().boxed()).findFirst();
      String type = text(each, "ADDRTYPE").orElse("URI");
      text(each, "ADDR")
          .ifPresent(
              address ->
                  found.add(new Address(Integer.toString(found.size() + 1), address, type, port)));
    }
    return found;
  }

  private static OptionalInt port(Characteristic port) {
    String digits = text(port, "PORTNBR").filter(it -> it.matches("[0-9]{1,5}")).orElse("0");
    int number = Integer.parseInt(digits);
    return number < 1 || number > 0xFFFF ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private static List<AppAuth> credentials(Characteristic application) {
    List<AppAuth> found = new ArrayList<>();
    for (Characteristic each : application.all("APPAUTH").toList()) {
      level(text(each, "AAUTHLEVEL").orElse(TO_SERVER))
          .ifPresent(
              level ->
                  found.add(
                      new AppAuth(
                          Integer.toString(found.size() + 1),
                          level,
                          text(each, "AAUTHTYPE").orElse("DIGEST"),
                          text(each, "AAUTHNAME"),
                          each.value("AAUTHSECRET"),
                          each.value("AAUTHDATA").map(CpProfile::nonce))));
    }
    return found;
  }

  private static Optional<AppAuth.Level> level(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case TO_SERVER -> Optional.of(AppAuth.Level.CLCRED);
      case TO_CLIENT -> Optional.of(AppAuth.Level.SRVCRED);
      case "OBEX" -> Optional.of(AppAuth.Level.OBEX);
      case "HTTP" -> Optional.of(AppAuth.Level.HTTP);
      default -> Optional.empty();
    };
  }

  /// Off-spec: one operator has both sides the other way round; the names tell. Spec: notification
  /// 5.3.
  private static List<AppAuth> swapped(List<AppAuth> credentials, String serverId) {
    boolean isSwapped =
        anyIs(credentials, AppAuth.Level.CLCRED, serverId)
            && credentials.stream().anyMatch(auth -> auth.level() == AppAuth.Level.SRVCRED)
            && !anyIs(credentials, AppAuth.Level.SRVCRED, serverId);
    return isSwapped ? credentials.stream().map(CpProfile::otherSide).toList() : credentials;
  }

  private static boolean anyIs(List<AppAuth> credentials, AppAuth.Level level, String name) {
    return credentials.stream()
        .anyMatch(auth -> auth.level() == level && auth.name().equals(Optional.of(name)));
  }

  private static AppAuth otherSide(AppAuth auth) {
    AppAuth.Level level =
        switch (auth.level()) {
          case CLCRED -> AppAuth.Level.SRVCRED;
          case SRVCRED -> AppAuth.Level.CLCRED;
          case OBEX, HTTP -> auth.level();
        };
    return new AppAuth(auth.node(), level, auth.type(), auth.name(), auth.secret(), auth.data());
  }

  /// Some senders write base64, others the nonce as it is.
  private static Octets nonce(String text) {
    Octets given = Octets.utf8(text);
    Octets decoded = Credentials.nonce(given);
    return decoded.length() < SHORTEST_NONCE ? given : decoded;
  }

  private static List<AccessPoint> accessPoints(ProvisioningDocument document) {
    List<AccessPoint> found = new ArrayList<>();
    for (Characteristic each : document.all("NAPDEF").toList()) {
      if (found.size() == DmAccount.MOST_ENTRIES) break;
      text(each, "NAPID")
          .ifPresent(
              id ->
                  found.add(
                      new AccessPoint(
                          id,
                          text(each, "NAME"),
                          text(each, "BEARER").orElse(""),
                          text(each, "NAP-ADDRESS").orElse(""),
                          text(each, "NAP-ADDRTYPE").orElse(""))));
    }
    return found;
  }

  /// A value that is there besides blanks.
  private static Optional<String> text(Characteristic characteristic, String name) {
    return characteristic.value(name).map(String::strip).filter(text -> !text.isEmpty());
  }
}
