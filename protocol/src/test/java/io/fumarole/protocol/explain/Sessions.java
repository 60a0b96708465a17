package io.fumarole.protocol.explain;

import static io.fumarole.protocol.explain.Direction.DEVICE_TO_SERVER;
import static io.fumarole.protocol.explain.Direction.SERVER_TO_DEVICE;

import io.fumarole.protocol.explain.SessionArrows.Spoken;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The sessions of the worked examples, written as models.
final class Sessions {
  static final String DEVICE = "IMEI:990012340056786";
  static final String SERVER = "https://dm.fota.example/dm";
  static final String OBJECT = "./FwUpdate/FwPkg1";
  private static final Meta MD5 = Meta.of("b64", "syncml:auth-md5");
  private static final Octets NONCE = Octets.utf8("DFEup6B4hRDqqOLopw6cXw==");

  private Sessions() {}

  /// golden/examples/flow-4-download-and-update, messages 1 to 4.
  static List<Spoken> combined() {
    return List.of(
        fromDevice("FE", 1, true, alert(1, "1200"), devInfo(3)),
        fromServer(
            "FE",
            1,
            true,
            header(1, 1, "212", SERVER, DEVICE),
            status(2, 1, 1, "Alert", "200"),
            sources(3, 1, 3, "Replace", "200"),
            new Command.Sequence(
                CmdId.of(4),
                Meta.NONE,
                List.of(
                    new Command.Replace(
                        CmdId.of(5),
                        Meta.NONE,
                        List.of(
                            Item.target(
                                OBJECT + "/DownloadAndUpdate/PkgURL",
                                Meta.of("chr", "text/plain"),
                                Data.text("https://dl.fota.example/dd/nw410-2.4.0.dd")))),
                    exec(6, "DownloadAndUpdate", "dau-4001")))),
        plain(
            DEVICE_TO_SERVER,
            "FE",
            2,
            true,
            header(1, 1, "212", DEVICE, SERVER),
            status(2, 1, 4, "Sequence", "200"),
            status(3, 1, 5, "Replace", "200", OBJECT + "/DownloadAndUpdate/PkgURL"),
            status(4, 1, 6, "Exec", "202", OBJECT + "/DownloadAndUpdate")),
        plain(SERVER_TO_DEVICE, "FE", 2, true, status(1, 2, 0, "SyncHdr", "200")));
  }

  /// golden/examples/flow-4-download-and-update, messages 5 to 8, with another result code.
  static List<Spoken> report(String resultCode, String state) {
    return List.of(
        fromDevice(
            "7",
            1,
            true,
            alert(1, "1201"),
            new Command.Alert(
                CmdId.of(2),
                "1226",
                Optional.of(new Correlator("dau-4001")),
                List.of(
                    Item.source(
                        OBJECT,
                        Meta.of(
                            "int", "org.openmobilealliance.dm.firmwareupdate.downloadandupdate"),
                        Data.text(resultCode)))),
            devInfo(3)),
        fromServer(
            "7",
            1,
            true,
            header(1, 1, "212", SERVER, DEVICE),
            status(2, 1, 1, "Alert", "200"),
            status(3, 1, 2, "Alert", "200"),
            sources(4, 1, 3, "Replace", "200"),
            get(5, OBJECT + "/State"),
            get(6, "./DevDetail/FwV")),
        plain(
            DEVICE_TO_SERVER,
            "7",
            2,
            true,
            header(1, 1, "212", DEVICE, SERVER),
            status(2, 1, 5, "Get", "200", OBJECT + "/State"),
            results(3, 1, 5, Item.source(OBJECT + "/State", Meta.format("int"), Data.text(state))),
            status(4, 1, 6, "Get", "200", "./DevDetail/FwV"),
            results(5, 1, 6, Item.source("./DevDetail/FwV", Meta.NONE, Data.text("NW410-2.4.0")))),
        plain(SERVER_TO_DEVICE, "7", 2, true, status(1, 2, 0, "SyncHdr", "200")));
  }

  /// A challenge, then the package over DM in chunks; the last one does not add up.
  static List<Spoken> largeObjectAfterChallenge() {
    return List.of(
        plain(
            DEVICE_TO_SERVER,
            "A1",
            1,
            true,
            alert(1, "1201"),
            new Command.Alert(
                CmdId.of(2),
                "1226",
                Optional.empty(),
                List.of(
                    new Item(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Meta.type("org.openmobilealliance.dm.firmwareupdate.userrequest"),
                        Optional.of(Data.empty()),
                        false))),
            devInfo(3)),
        plain(
            SERVER_TO_DEVICE,
            "A1",
            1,
            true,
            header(1, 1, "407", SERVER, DEVICE),
            status(2, 1, 1, "Alert", "407"),
            status(3, 1, 2, "Alert", "407"),
            sources(4, 1, 3, "Replace", "407")),
        fromDevice("A1", 2, true, status(1, 1, 0, "SyncHdr", "200"), alert(2, "1201"), devInfo(3)),
        fromServer(
            "A1",
            2,
            false,
            header(1, 2, "212", SERVER, DEVICE),
            status(2, 2, 2, "Alert", "200"),
            sources(3, 2, 3, "Replace", "200"),
            chunk(4, Meta.of("bin", "application/octet-stream").withSize(9_000), 4_500, true)),
        plain(
            DEVICE_TO_SERVER,
            "A1",
            3,
            true,
            status(1, 2, 0, "SyncHdr", "200"),
            status(2, 2, 4, "Replace", "213", OBJECT + "/Update/PkgData"),
            alert(3, "1222")),
        plain(
            SERVER_TO_DEVICE,
            "A1",
            3,
            true,
            status(1, 3, 0, "SyncHdr", "200"),
            status(2, 3, 3, "Alert", "200"),
            chunk(3, Meta.of("bin", "application/octet-stream"), 4_499, false)),
        plain(
            DEVICE_TO_SERVER,
            "A1",
            4,
            true,
            status(1, 3, 0, "SyncHdr", "200"),
            status(2, 3, 3, "Replace", "424", OBJECT + "/Update/PkgData")),
        plain(SERVER_TO_DEVICE, "A1", 4, true, status(1, 4, 0, "SyncHdr", "200")));
  }

  /// Commands and answers that none of the flows has, some of them at odds with each other.
  static List<Spoken> oddities() {
    Meta secret = Meta.of("chr", "text/plain");
    var server =
        new SyncHdr(
            "1.1",
            "DM/1.1",
            "9",
            MsgId.of(1),
            Location.of(DEVICE),
            Location.of(SERVER, "fota.example"),
            Optional.of(SERVER + "?s=9f3c"),
            Optional.of(new Cred(Meta.type("x-own"), Octets.utf8("do-not-show"))),
            Meta.NONE);
    var commands =
        List.<Command>of(
            new Command.Atomic(
                CmdId.of(1),
                Meta.NONE,
                List.of(
                    new Command.Add(
                        CmdId.of(2),
                        Meta.NONE,
                        List.of(
                            Item.target(
                                OBJECT,
                                Meta.of("node", "urn:oma:mo:oma-fumo:1.0"),
                                Optional.empty()))),
                    new Command.Delete(
                        CmdId.of(3), Meta.NONE, List.of(Item.target("./FwUpdate/Old"))))),
            new Command.Replace(
                CmdId.of(4),
                Meta.NONE,
                List.of(
                    Item.target("./DMAcc/x/AppAuth/srv/AAuthSecret", secret, Data.text("hush")),
                    Item.target(
                        "./Ext/\u001B[31mNote", secret, Data.text("\u009B31mred\u202E\nline")),
                    Item.target("./Ext/Long", secret, Data.text("0123456789".repeat(20))),
                    Item.target(
                        "./Ext/Key", Meta.format("bin"), Data.octets(Octets.hex("00FF10"))))),
            new Command.Copy(
                CmdId.of(5),
                Meta.NONE,
                List.of(
                    new Item(
                        Optional.of(Location.of("./B")),
                        Optional.of(Location.of("./A")),
                        Optional.empty(),
                        Optional.empty(),
                        Meta.NONE,
                        Optional.empty(),
                        false))),
            get(6, "./FwUpdate?list=StructData"),
            new Command.Alert(
                CmdId.of(7),
                "1101",
                Optional.empty(),
                List.of(Item.data("MINDT=10&DR=0"), Item.data("Install version 2.4.0 now?"))),
            new Command.Unsupported(CmdId.of(8), "Search"));
    return List.of(
        new Spoken(SERVER_TO_DEVICE, new Message(server, commands, true)),
        plain(
            DEVICE_TO_SERVER,
            "9",
            1,
            true,
            status(1, 1, 1, "Atomic", "507"),
            status(2, 1, 2, "Add", "418"),
            status(3, 1, 3, "Delete", "216"),
            status(4, 1, 4, "Replace", "425", "./DMAcc/x/AppAuth/srv/AAuthSecret"),
            status(5, 1, 6, "Replace", "200"),
            status(6, 1, 7, "Alert", "304"),
            status(7, 1, 11, "Exec", "nonsense"),
            status(8, 5, 11, "Exec", "405", OBJECT + "/Update"),
            alert(9, "1223")));
  }

  /// What the receiver of message `index` had said before it.
  static List<Message> heard(List<Spoken> session, int index) {
    Direction direction = session.get(index).direction();
    return session.subList(0, index).stream()
        .filter(spoken -> spoken.direction() != direction)
        .map(Spoken::message)
        .toList();
  }

  private static Command devInfo(int id) {
    return new Command.Replace(
        CmdId.of(id),
        Meta.NONE,
        List.of(
            leaf("./DevInfo/DevId", DEVICE),
            leaf("./DevInfo/Man", "Northwind Devices"),
            leaf("./DevInfo/Mod", "NW-410"),
            leaf("./DevInfo/DmV", "1.2"),
            leaf("./DevInfo/Lang", "en-GB")));
  }

  private static Item leaf(String uri, String value) {
    return Item.source(uri, Meta.of("chr", "text/plain"), Data.text(value));
  }

  private static Command alert(int id, String code) {
    return new Command.Alert(CmdId.of(id), code, Optional.empty(), List.of());
  }

  private static Command get(int id, String uri) {
    return new Command.Get(CmdId.of(id), Meta.NONE, List.of(Item.target(uri)));
  }

  private static Command exec(int id, String node, String correlator) {
    return new Command.Exec(
        CmdId.of(id),
        Meta.NONE,
        Optional.of(new Correlator(correlator)),
        List.of(Item.target(OBJECT + "/" + node)));
  }

  private static Command chunk(int id, Meta meta, int octets, boolean moreData) {
    byte[] content = new byte[octets];
    Arrays.fill(content, (byte) 0xEE);
    Item item = Item.target(OBJECT + "/Update/PkgData", meta, Data.octets(Octets.wrap(content)));
    return new Command.Replace(
        CmdId.of(id), Meta.NONE, List.of(moreData ? item.withMoreData() : item));
  }

  private static Command results(int id, int message, int command, Item item) {
    return new Command.Results(
        CmdId.of(id),
        Optional.of(MsgId.of(message)),
        CmdId.of(command),
        Meta.NONE,
        Optional.empty(),
        Optional.empty(),
        List.of(item));
  }

  private static Command header(int id, int message, String code, String target, String source) {
    return new Command.Status(
        CmdId.of(id),
        MsgId.of(message),
        CmdId.HEADER,
        "SyncHdr",
        List.of(target),
        List.of(source),
        Optional.of(MD5.withNextNonce(NONCE)),
        code,
        List.of());
  }

  private static Command sources(int id, int message, int command, String name, String code) {
    return status(
        id,
        message,
        command,
        name,
        code,
        "./DevInfo/DevId",
        "./DevInfo/Man",
        "./DevInfo/Mod",
        "./DevInfo/DmV",
        "./DevInfo/Lang");
  }

  private static Command status(
      int id, int message, int command, String name, String code, String... references) {
    return new Command.Status(
        CmdId.of(id),
        MsgId.of(message),
        CmdId.of(command),
        name,
        List.of(references),
        List.of(),
        Optional.empty(),
        code,
        List.of());
  }

  private static Spoken fromDevice(String session, int id, boolean last, Command... commands) {
    return spoken(
        DEVICE_TO_SERVER,
        session,
        id,
        Optional.of(new Cred(MD5, Octets.utf8("tEwwU3VEpKxXuxiJVOkUUA=="))),
        Meta.NONE.withLimits(5_000, 8_388_608),
        last,
        commands);
  }

  private static Spoken fromServer(String session, int id, boolean last, Command... commands) {
    return spoken(
        SERVER_TO_DEVICE,
        session,
        id,
        Optional.of(new Cred(MD5, Octets.utf8("19tGGrXBoRMcwtjVL1gBJQ=="))),
        Meta.NONE,
        last,
        commands);
  }

  private static Spoken plain(
      Direction direction, String session, int id, boolean last, Command... commands) {
    return spoken(direction, session, id, Optional.empty(), Meta.NONE, last, commands);
  }

  private static Spoken spoken(
      Direction direction,
      String session,
      int id,
      Optional<Cred> cred,
      Meta meta,
      boolean last,
      Command... commands) {
    Location device = Location.of(DEVICE, "nw410-786");
    Location server = Location.of(SERVER);
    boolean up = direction == DEVICE_TO_SERVER;
    var header =
        new SyncHdr(
            SyncHdr.VER_DTD,
            SyncHdr.VER_PROTO,
            session,
            MsgId.of(id),
            up ? server : device,
            up ? device : server,
            Optional.empty(),
            cred,
            meta);
    return new Spoken(direction, new Message(header, new ArrayList<>(List.of(commands)), last));
  }
}
