package io.fumarole.protocol.testing;

import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Element;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Makes messages that both codings can carry, the same ones from the same seed: every command,
/// every element of Meta, nested groups, embedded trees, awkward characters.
public final class RandomMessages {
  /// What a generated message may hold.
  public enum Content {
    /// Text that every tool in the world reads as we do: no blanks at the ends, nothing empty.
    PLAIN,
    /// Whatever XML can carry.
    TEXT,
    /// NUL and other octets too, which only WBXML can carry.
    BINARY
  }

  private static final int MOST_COMMANDS = 6;
  private static final int DEEPEST_GROUP = 3;
  private static final String PLAIN_CHARACTERS = "abcXYZ019./:?=&;<>\"'%#-_ éß漢😀";
  private static final String AWKWARD_CHARACTERS = "\t\r\n  ]]>&lt;\u0085\u2028\uFFFD";

  private final SplittableRandom random;
  private final Content content;
  private int nextCmdId;

  public RandomMessages(long seed, Content content) {
    this.random = new SplittableRandom(seed);
    this.content = content;
  }

  public Message message() {
    nextCmdId = 1;
    var commands = new ArrayList<Command>();
    int count = content == Content.PLAIN ? between(1, MOST_COMMANDS) : below(MOST_COMMANDS);
    for (int i = 0; i < count; i++) commands.add(command(0));
    return new Message(header(), commands, random.nextBoolean());
  }

  public SyncHdr header() {
    return new SyncHdr(
        SyncHdr.VER_DTD,
        SyncHdr.VER_PROTO,
        Integer.toHexString(below(0x10000)),
        MsgId.of(between(1, 99)),
        location(),
        location(),
        maybe(this::text),
        maybe(this::cred),
        meta());
  }

  /// @param depth how many groups are around it
  public Command command(int depth) {
    var cmdId = CmdId.of(nextCmdId++);
    return switch (below(depth < DEEPEST_GROUP ? 12 : 9)) {
      case 0 -> new Command.Add(cmdId, meta(), items());
      case 1 -> new Command.Replace(cmdId, meta(), items());
      case 2 -> new Command.Delete(cmdId, meta(), items());
      case 3 -> new Command.Copy(cmdId, meta(), items());
      case 4 -> new Command.Get(cmdId, meta(), items());
      case 5 -> new Command.Exec(cmdId, meta(), correlator(), items());
      case 6 -> new Command.Alert(cmdId, code(), correlator(), items());
      case 7 -> results(cmdId);
      case 8 -> status(cmdId);
      case 9 -> new Command.Atomic(cmdId, meta(), group(depth));
      case 10 -> new Command.Sequence(cmdId, meta(), group(depth));
      default -> unsupported(cmdId);
    };
  }

  private Command unsupported(CmdId cmdId) {
    return new Command.Unsupported(cmdId, pick("Put", "Search", "Sync", "Map", "Move"));
  }

  private Command results(CmdId cmdId) {
    return new Command.Results(
        cmdId,
        maybe(this::msgId),
        anyCmdId(),
        meta(),
        maybe(this::text),
        maybe(this::text),
        items());
  }

  private Command status(CmdId cmdId) {
    return new Command.Status(
        cmdId,
        msgId(),
        anyCmdId(),
        pick("SyncHdr", "Get", "Exec", "Replace"),
        list(this::text),
        list(this::text),
        maybe(this::challenge),
        code(),
        list(this::item));
  }

  private List<Command> group(int depth) {
    var commands = new ArrayList<Command>();
    int count = between(1, 3);
    for (int i = 0; i < count; i++) commands.add(command(depth + 1));
    return commands;
  }

  private List<Item> items() {
    List<Item> items = list(this::item);
    return items.isEmpty() && content == Content.PLAIN ? List.of(item()) : items;
  }

  public Item item() {
    boolean moreData = below(8) == 0;
    boolean embedded = !moreData && below(8) == 0;
    // libwbxml tells an embedded tree by this Type alone.
    Meta meta = embedded ? Meta.of("xml", "application/vnd.syncml.dmtnds+wbxml") : meta();
    Optional<Data> data = embedded ? Optional.of(new Data.Embedded(tree())) : maybe(this::value);
    return new Item(
        maybe(this::location),
        maybe(this::location),
        maybe(this::text),
        maybe(this::text),
        meta,
        data,
        moreData);
  }

  private Data value() {
    return Data.octets(octets());
  }

  private Octets octets() {
    if (content == Content.BINARY && random.nextBoolean()) {
      var bytes = new byte[below(300)];
      random.nextBytes(bytes);
      // Anything but a version of WBXML, so that no value reads as an embedded document.
      if (bytes.length > 0) bytes[0] |= (byte) 0x80;
      return Octets.wrap(bytes);
    }
    if (content == Content.PLAIN) return Octets.utf8(text());
    return Octets.utf8(characters(PLAIN_CHARACTERS + AWKWARD_CHARACTERS, below(200)));
  }

  /// A serialized tree, of elements that have tokens.
  public Element tree() {
    return Element.of("MgmtTree", Element.text("VerDTD", "1.2"), node(0));
  }

  private Element node(int depth) {
    var children = new ArrayList<Element>();
    children.add(Element.text("NodeName", text()));
    children.add(
        Element.of(
            "RTProperties",
            Element.of("Format", Element.of(pick("chr", "node", "int", "b64"))),
            Element.of("Type", Element.text("MIME", "text/plain"))));
    if (depth < 2 && random.nextBoolean()) children.add(node(depth + 1));
    else children.add(Element.text("Value", text()));
    return new Element("Node", children, "");
  }

  private Meta challenge() {
    return Meta.of("b64", "syncml:auth-md5").withNextNonce(base64());
  }

  private Cred cred() {
    return new Cred(Meta.of("b64", "syncml:auth-md5"), base64());
  }

  private Octets base64() {
    var bytes = new byte[between(1, 40)];
    random.nextBytes(bytes);
    if (content == Content.BINARY && random.nextBoolean()) {
      bytes[0] = (byte) 0xFF; // No UTF-8 begins so: this is binary.
      return Octets.wrap(bytes);
    }
    return Octets.wrap(Base64.getEncoder().encode(bytes));
  }

  public Meta meta() {
    if (below(3) == 0) return Meta.NONE;
    return new Meta(
        maybe(() -> pick("chr", "int", "bool", "node", "xml", "b64")),
        maybe(() -> pick("text/plain", "application/octet-stream", "org.openmobilealliance.dm")),
        maybe(() -> pick("critical", "fatal", "final")),
        maybe(this::number),
        maybe(this::number),
        maybe(this::base64),
        maybe(this::number),
        maybe(this::number),
        list(this::text));
  }

  private Location location() {
    return new Location(text(), maybe(this::text));
  }

  private Optional<Correlator> correlator() {
    return maybe(() -> new Correlator(text()));
  }

  private MsgId msgId() {
    return MsgId.of(between(1, 99));
  }

  private CmdId anyCmdId() {
    return CmdId.of(below(99));
  }

  private String code() {
    return Integer.toString(between(200, 1226));
  }

  private String number() {
    return Integer.toString(random.nextInt(Integer.MAX_VALUE));
  }

  /// Text of a simple element: without blanks at the ends, which reading drops.
  private String text() {
    if (content == Content.PLAIN) return "t" + characters(PLAIN_CHARACTERS, below(30)) + "t";
    return characters(PLAIN_CHARACTERS + AWKWARD_CHARACTERS, below(40)).trim();
  }

  private String characters(String from, int count) {
    int[] choices = from.codePoints().toArray();
    var text = new StringBuilder();
    for (int i = 0; i < count; i++) text.appendCodePoint(choices[below(choices.length)]);
    return text.toString();
  }

  private <T> Optional<T> maybe(Supplier<T> value) {
    return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
  }

  private <T> List<T> list(Supplier<T> value) {
    int count = below(3);
    var list = new ArrayList<T>();
    for (int i = 0; i < count; i++) list.add(value.get());
    return list;
  }

  private String pick(String... choices) {
    return choices[below(choices.length)];
  }

  private int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  private int below(int bound) {
    return random.nextInt(bound);
  }
}
