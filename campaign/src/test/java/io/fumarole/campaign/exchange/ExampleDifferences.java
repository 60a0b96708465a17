package io.fumarole.campaign.exchange;

import java.util.List;
import java.util.Map;

/// Where our server says other things than the server of the worked examples, and why. `-` is
/// theirs, `+` is ours; `adapted` means that the client's message had to answer what we asked
/// instead; `turn` is a message that the example has no need of.
final class ExampleDifferences {
  /// In every message: we announce what we accept.
  static final String LIMITS = "+ limits MaxMsgSize=65536 MaxObjSize=1048576";

  /// Values of nodes that our inspection reads and the examples never show.
  static final Map<String, String> UNSHOWN =
      Map.of(
          "./FwUpdate/FwPkg1", "Download/Update/DownloadAndUpdate/State",
          "./FwUpdate/FwPkg1/State", "50",
          "./DevDetail/FwV", ExampleCast.OLD,
          "./FwUpdate/FwPkg1/Update", "PkgData",
          "./FwUpdate/FwPkg1/Download/PkgURL", "",
          "./FwUpdate/FwPkg1/DownloadAndUpdate/PkgURL", "");

  /// @param why for people: what makes the difference right
  private record Difference(String why, List<String> lines) {
    Difference(String why, String... lines) {
      this(why, List.of(lines));
    }
  }

  private static final Difference READS_AFTER_REPORT =
      new Difference(
          "State and version are read after every report: fumo 6 allows it, and a failure or an"
              + " update that the device began by itself is worth knowing more about",
          "02-server-pkg2-end: + Get ./FwUpdate/FwPkg1/State",
          "02-server-pkg2-end: + Get ./DevDetail/FwV");

  private static final Difference NO_DEFAULT_YES =
      new Difference(
          "nobody's silence installs firmware: the question has no default response of yes",
          "02-server-pkg2: -      = 'MAXDT=120&DR=1'",
          "02-server-pkg2: +      = 'MAXDT=120'");

  private static final Difference READS_FIRST =
      new Difference(
          "whether the device still holds a package is read before it is told to install it; what"
              + " answers package 1 moves to that message",
          "01-client-pkg1: turn + Cred b64 syncml:auth-md5 0iIO8ZE7RuF2lsikpeHO/A==",
          "01-client-pkg1: turn + Get ./FwUpdate/FwPkg1/State",
          "01-client-pkg1: turn + Get ./DevDetail/FwV",
          "02-server-pkg2: - Cred b64 syncml:auth-md5 0iIO8ZE7RuF2lsikpeHO/A==",
          "02-server-pkg2: - Status SyncHdr 1/0 212 target https://dm.fota.example/dm source"
              + " IMEI:990012340056786 Chal b64 syncml:auth-md5"
              + " NextNonce=0jB6nSPwkKQfOQvoqk3kfA==",
          "02-server-pkg2: - Status Alert 1/1 200",
          "02-server-pkg2: - Status Replace 1/3 200 source ./DevInfo/DevId ./DevInfo/Man"
              + " ./DevInfo/Mod ./DevInfo/DmV ./DevInfo/Lang",
          "02-server-pkg2: + Status SyncHdr 1/0 200 target https://dm.fota.example/dm source"
              + " IMEI:990012340056786");

  private static final String LATER =
      "one message more has been said, so that the numbers of the rest differ";

  private static final Map<String, List<Difference>> LISTED =
      Map.of(
          "flow-1-dm-replace",
          List.of(
              new Difference(
                  "RespURI is optional: device and SessionID tell the session",
                  "02-server-pkg2: - RespURI https://dm.fota.example/dm?s=9f3c"),
              new Difference(
                  "the inspection reads the object's children too, and SwV",
                  "02-server-pkg2: + Get ./FwUpdate/FwPkg1",
                  "02-server-pkg2: + Get ./FwUpdate/FwPkg1/State",
                  "02-server-pkg2: + Get ./DevDetail/SwV",
                  "02-server-pkg2: - Get ./FwUpdate/FwPkg1/State",
                  "03-client-pkg3: adapted",
                  "03-client-pkg3: turn + Get ./FwUpdate/FwPkg1/Update",
                  "03-client-pkg3: turn + Get ./FwUpdate/FwPkg1/Download/PkgURL",
                  "03-client-pkg3: turn + Get ./FwUpdate/FwPkg1/DownloadAndUpdate/PkgURL"),
              new Difference(
                  "our chunks fill the device's messages: three of them need a larger package",
                  "04-server-pkg4-chunk1: - Replace ./FwUpdate/FwPkg1/Update/PkgData b64"
                      + " application/octet-stream Size=128 = <content> and more",
                  "04-server-pkg4-chunk1: + Replace ./FwUpdate/FwPkg1/Update/PkgData b64"
                      + " application/octet-stream Size=10668 = <content> and more"),
              new Difference(
                  LATER,
                  "05-client-pkg3-ask-next-1: adapted",
                  "07-client-pkg3-ask-next-2: adapted",
                  "09-client-pkg3-received: adapted",
                  "11-client-pkg3-accepted: adapted")),
          "flow-2-alternate-download/alt-download-failed",
          List.of(READS_AFTER_REPORT),
          "flow-3-update-package-present",
          List.of(READS_FIRST, NO_DEFAULT_YES, new Difference(LATER, "03-client-pkg3: adapted")),
          "flow-3-update-package-present/alt-user-declines",
          List.of(
              READS_FIRST,
              NO_DEFAULT_YES,
              new Difference(LATER, "03-client-pkg3-declined: adapted")),
          "flow-3-update-package-present/alt-device-initiated",
          List.of(READS_AFTER_REPORT),
          "flow-4-download-and-update/alt-corrupt-package",
          List.of(READS_AFTER_REPORT),
          "flow-5-client-initiated/alt-2-replace-then-update",
          List.of(
              new Difference(
                  "a failed Replace does not stop the Exec after it in a Sequence: package data is"
                      + " acknowledged before the Exec goes out",
                  "02-server-pkg2: - Sequence of",
                  "02-server-pkg2: -   Replace ./FwUpdate/FwPkg1/Update/PkgData b64"
                      + " application/octet-stream Size=128 = <content>",
                  "02-server-pkg2: -   Exec ./FwUpdate/FwPkg1/Update <correlator 1>",
                  "02-server-pkg2: + Replace ./FwUpdate/FwPkg1/Update/PkgData b64"
                      + " application/octet-stream Size=128 = <content>",
                  "03-client-pkg3: adapted",
                  "03-client-pkg3: turn + Exec ./FwUpdate/FwPkg1/Update <correlator 1>")),
          "auth-challenge",
          List.of(
              new Difference(
                  "the Status of DevInfo names the nodes, as in the flows",
                  "04-server-pkg2-accepted: - Status Replace 2/4 200",
                  "04-server-pkg2-accepted: + Status Replace 2/4 200 source ./DevInfo/DevId"
                      + " ./DevInfo/Man ./DevInfo/Mod ./DevInfo/DmV ./DevInfo/Lang")),
          "create-object",
          List.of(
              new Difference(
                  "the example leaves out the answers to its package 1",
                  "02-server-pkg2: + Status Alert 1/1 200",
                  "02-server-pkg2: + Status Replace 1/3 200 source ./DevInfo/DevId ./DevInfo/Man"
                      + " ./DevInfo/Mod ./DevInfo/DmV ./DevInfo/Lang"),
              new Difference(
                  "each node is created by an Add of its own, because one that is there already"
                      + " answers 418; and the Exec waits until the address is known to be written",
                  "02-server-pkg2: -   Add of several",
                  "02-server-pkg2: -     ./FwUpdate/FwPkg2 node urn:oma:mo:oma-fumo:1.0",
                  "02-server-pkg2: -     ./FwUpdate/FwPkg2/DownloadAndUpdate node",
                  "02-server-pkg2: -     ./FwUpdate/FwPkg2/DownloadAndUpdate/PkgURL chr text/plain"
                      + " = <address 1>",
                  "02-server-pkg2: -   Exec ./FwUpdate/FwPkg2/DownloadAndUpdate <correlator 1>",
                  "02-server-pkg2: +   Add ./FwUpdate/FwPkg2 node urn:oma:mo:oma-fumo:1.0",
                  "02-server-pkg2: +   Add ./FwUpdate/FwPkg2/DownloadAndUpdate node",
                  "02-server-pkg2: +   Add ./FwUpdate/FwPkg2/DownloadAndUpdate/PkgURL chr"
                      + " text/plain = <address 1>",
                  "03-client-pkg3: adapted",
                  "03-client-pkg3: turn + Exec ./FwUpdate/FwPkg2/DownloadAndUpdate"
                      + " <correlator 1>")));

  private ExampleDifferences() {}

  /// All that differs in one example, in order; nothing for the examples we follow to the letter.
  static List<String> of(String folder) {
    return LISTED.getOrDefault(folder, List.of()).stream()
        .flatMap(difference -> difference.lines().stream())
        .toList();
  }

  /// How many messages of ours stand between a client's message and the one to compare.
  static int extraTurns(String path) {
    String name = path.substring(path.indexOf('/') + 1, path.lastIndexOf('.'));
    return switch (name) {
      case "flow-1-dm-replace/03-client-pkg3",
          "flow-5-client-initiated/alt-2-replace-then-update/03-client-pkg3",
          "flow-3-update-package-present/01-client-pkg1",
          "flow-3-update-package-present/alt-user-declines/01-client-pkg1",
          "create-object/03-client-pkg3" ->
          1;
      default -> 0;
    };
  }
}
