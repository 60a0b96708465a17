package io.fumarole.protocol.dm.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.Tnds;
import io.fumarole.protocol.dm.TndsNode;
import io.fumarole.protocol.dm.session.ManagedDevice.Value;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Element;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.testing.Golden;
import io.fumarole.protocol.testing.RandomMessages;
import io.fumarole.protocol.testing.RandomMessages.Content;
import io.fumarole.protocol.testing.Seeds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Serialized trees, read from a device and added to it. Spec: syncml-dm 4, 10.
class TndsTest {
  private static final String OWNER = "fota.example";
  private static final String GUEST = "guest.example";
  private static final DmUri BRANCH = DmUri.of("./Vendor/Branch");
  private static final int RUNS = 400;

  private ManagementTree tree = new ManagementTree();

  @BeforeEach
  void plant() {
    tree = new ManagementTree();
    tree.update(
        DmUri.ROOT, root -> root.withAcl(acl("Add=fota.example&Get=*&Replace=fota.example")));
    tree.put(DmUri.ROOT, TreeNode.interior("Vendor", ""));
  }

  private static Acl acl(String text) {
    return Acl.parse(text).orElseThrow();
  }

  // ---- Both ways

  @ParameterizedTest
  @EnumSource(Form.Encoding.class)
  void aTreeThatIsReadAndAddedElsewhereIsTheSame(Form.Encoding encoding) throws Exception {
    long seed = Seeds.fresh("TndsTest " + encoding);
    var trees = new RandomTrees(new SplittableRandom(seed));
    var messages = new RandomMessages(seed, Content.PLAIN);
    for (int run = 0; run < RUNS; run++) {
      plant();
      TreeNode branch = trees.interior("Branch", 3);
      tree.put(BRANCH.parent(), branch);
      Value read = tree.get(OWNER, BRANCH, Optional.of("list=TNDS")).values().getFirst();

      Item item = travelled(messages, read, encoding);
      plant();
      int status = tree.add(OWNER, BRANCH, item.meta(), item.data()).status().value();

      assertThat(status).as("seed %d, run %d: %s", seed, run, branch).isEqualTo(200);
      assertThat(tree.find(BRANCH)).as("seed %d, run %d", seed, run).contains(branch);
    }
  }

  /// What the other side makes of it.
  private static Item travelled(RandomMessages messages, Value read, Form.Encoding encoding)
      throws Exception {
    Item item =
        Item.source(read.locUri(), read.meta(), read.data().orElseThrow()).codedAs(encoding);
    var results =
        new Command.Results(
            CmdId.of(1),
            Optional.empty(),
            CmdId.of(2),
            Meta.NONE,
            Optional.empty(),
            Optional.empty(),
            List.of(item));
    var message = new Message(messages.header(), List.of(results), true);
    Form form = encoding == Form.Encoding.XML ? Form.XML : Form.WBXML;
    Octets octets = Codec.encode(message, form);
    Message again = Codec.decode(octets, encoding, Limits.DEFAULT).message();
    return ((Command.Results) again.commands().getFirst()).items().getFirst();
  }

  private record RandomTrees(SplittableRandom random) {
    private static final List<String> VALUES =
        List.of("", "x", " two  blanks ", "<&>\"'", "é漢😀", "line\nline", "]]>");
    private static final List<String> ACLS =
        List.of("", "Get=*", "Add=*&Get=*&Replace=a.example+b.example");

    TreeNode interior(String name, int depth) {
      var children = new LinkedHashMap<String, TreeNode>();
      int count = random.nextInt(4);
      for (int index = 0; index < count; index++) {
        String child = random.nextInt(3) == 0 ? "né " + index : "N" + index;
        boolean goesDeeper = depth > 0 && random.nextBoolean();
        children.put(child, goesDeeper ? interior(child, depth - 1) : leaf(child));
      }
      String type = random.nextBoolean() ? "" : "urn:oma:mo:oma-fumo:1.0";
      return TreeNode.interior(name, type, children).as(acl(pick(ACLS)), pick(VALUES));
    }

    private TreeNode leaf(String name) {
      TreeNode leaf =
          switch (random.nextInt(5)) {
            case 0 -> TreeNode.leaf(name, Format.INT, TreeNode.PLAIN_TEXT, Octets.utf8("-17"));
            case 1 -> TreeNode.leaf(name, Format.BIN, "application/octet-stream", octets());
            case 2 -> TreeNode.leaf(name, Format.BOOL, "", Octets.utf8("true"));
            case 3 -> TreeNode.leaf(name, Format.NULL, "", Octets.EMPTY);
            default -> TreeNode.leaf(name, Format.CHR, "text/plain", Octets.utf8(pick(VALUES)));
          };
      return leaf.as(acl(pick(ACLS)), pick(VALUES));
    }

    private Octets octets() {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      return Octets.wrap(bytes);
    }

    private String pick(List<String> from) {
      return from.get(random.nextInt(from.size()));
    }
  }

  @ParameterizedTest
  @EnumSource(Form.Encoding.class)
  void theDocumentOfTheExampleIsReadAndWrittenBack(Form.Encoding encoding) throws Exception {
    Golden golden = Golden.messages("examples/tree-read", encoding).getLast();
    Data data = document(Codec.decode(golden.octets(), encoding, Limits.DEFAULT).message());

    TndsNode node = Tnds.read(data).orElseThrow().getFirst();

    assertThat(node.path()).contains("./FwUpdate");
    assertThat(node.type()).isEqualTo("urn:oma:mo:oma-fumo:1.0");
    assertThat(node.children())
        .extracting(child -> child.name() + " " + child.format())
        .containsExactly(
            "PkgName chr", "PkgVersion chr", "Download node", "Update node", "State int");
    assertThat(node.child("State").flatMap(TndsNode::value)).contains(Octets.utf8("50"));
    assertThat(Tnds.write(node)).isEqualTo(data);
  }

  private static Data document(Message message) {
    return message.commands().stream()
        .filter(command -> command instanceof Command.Results)
        .flatMap(command -> ((Command.Results) command).items().stream())
        .flatMap(item -> item.data().stream())
        .filter(data -> data instanceof Data.Embedded)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Form.Encoding.class)
  void aDocumentThatCameAsOctetsIsReadToo(Form.Encoding encoding) {
    var node = tnds("Branch", "node", null, tnds("Leaf", "chr", "text"));
    Data.Embedded document = (Data.Embedded) Tnds.write(node);
    Octets octets = Codec.encodeDocument(document.root(), encoding);
    assertThat(Tnds.read(Data.octets(octets))).contains(List.of(node));
    assertThat(Tnds.read(Data.octets(octets.slice(0, octets.length() - 1)))).isEmpty();
  }

  // ---- Get

  @ParameterizedTest
  @CsvSource({
    "list=TNDS, ACL Format Type + Value",
    "list=TNDS+Value, + Value",
    "list=TNDS+ACL+Format, ACL Format",
    "list=TNDS+Size+Name+VerNo, Name Size VerNo",
    "list=TNDS-Value, ACL Format Type",
    "list=TNDS-ACL-Type, Format + Value"
  })
  void theServerChoosesWhatIsSaidOfANode(String query, String expected) {
    TreeNode leaf = TreeNode.leaf("Branch", Format.CHR, "text/plain", Octets.utf8("x"));
    tree.put(BRANCH.parent(), leaf.as(acl("Get=*"), ""));
    Data read = tree.get(OWNER, BRANCH, Optional.of(query)).values().getFirst().data().get();
    Element node = ((Data.Embedded) read).root().child("Node").orElseThrow();
    StringBuilder said = new StringBuilder();
    node.child("RTProperties").stream()
        .flatMap(properties -> properties.children().stream())
        .forEach(property -> said.append(property.name()).append(' '));
    node.child("Value").ifPresent(_ -> said.append("+ Value"));
    assertThat(said.toString().strip()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list=TNDS+",
        "list=TNDS+Colour",
        "list=TNDS+ACL-Value",
        "list=TNDSX",
        "list=TNDS*"
      })
  void aFilterThatMakesNoSenseIsNotSupported(String query) {
    assertThat(tree.get(OWNER, BRANCH.parent(), Optional.of(query)).status().value())
        .isEqualTo(406);
  }

  @Test
  void whatAServerMayNotReadIsLeftOut() {
    tree.put(BRANCH.parent(), TreeNode.interior("Branch", ""));
    tree.put(BRANCH, TreeNode.leaf("Open", Format.CHR, "", Octets.utf8("seen")));
    tree.put(
        BRANCH,
        TreeNode.leaf("Secret", Format.CHR, "", Octets.utf8("hidden"))
            .as(acl("Get=fota.example"), ""));
    TreeNode writeOnly = TreeNode.leaf("WriteOnly", Format.CHR, "", Octets.utf8("never"));
    tree.put(BRANCH, writeOnly.withAccess(Set.of(Access.REPLACE), true));

    Data read =
        tree.get(GUEST, BRANCH, Optional.of("list=TNDS")).values().getFirst().data().orElseThrow();

    TndsNode node = Tnds.read(read).orElseThrow().getFirst();
    assertThat(node.children()).extracting(TndsNode::name).containsExactly("Open", "WriteOnly");
    assertThat(node.child("WriteOnly").flatMap(TndsNode::value)).isEmpty();
  }

  // ---- Add

  private static TndsNode tnds(
      String name, String format, @Nullable String value, TndsNode... children) {
    return new TndsNode(
        name,
        Optional.empty(),
        Map.of(TndsNode.Property.FORMAT, format, TndsNode.Property.TYPE, ""),
        Optional.ofNullable(value).map(Octets::utf8),
        Arrays.asList(children));
  }

  private int add(String server, String uri, Data data) {
    return tree.add(server, DmUri.of(uri), Tnds.META, Optional.of(data)).status().value();
  }

  @Test
  void oneAddBringsASubtreeWithWhatIsMissingAboveIt() {
    TndsNode top = tnds("Any", "node", null, tnds("Leaf", "int", "7"));
    assertThat(add(OWNER, "./Vendor/New/Branch", Tnds.write(top))).isEqualTo(200);
    assertThat(tree.find(DmUri.of("./Vendor/New/Branch/Leaf")).map(TreeNode::value))
        .contains(Octets.utf8("7"));
  }

  @Test
  void aTreeOfAServerWithoutReplaceAboveItGetsRightsOnIt() {
    tree.update(DmUri.of("./Vendor"), node -> node.withAcl(acl("Add=*&Get=*")));
    assertThat(add(GUEST, "./Vendor/Branch", Tnds.write(tnds("Branch", "node", null))))
        .isEqualTo(200);
    assertThat(tree.allows(BRANCH, Access.REPLACE, GUEST)).isTrue();
    assertThat(tree.allows(BRANCH, Access.REPLACE, OWNER)).isFalse();
  }

  @Test
  void aTreeIsNotAddedInPart() {
    TreeNode before = tree.root();
    Data twins =
        Tnds.write(tnds("B", "node", null, tnds("Twin", "chr", "1"), tnds("Twin", "chr", "2")));
    Data badValue =
        Tnds.write(tnds("B", "node", null, tnds("Good", "chr", "1"), tnds("Bad", "int", "one")));
    Data badFormat = Tnds.write(tnds("B", "node", null, tnds("Bad", "colour", "red")));
    Data leafWithChildren = Tnds.write(tnds("B", "chr", "", tnds("C", "chr", "1")));
    Data nodeWithValue = Tnds.write(tnds("B", "node", "value"));
    Data badName = Tnds.write(tnds("B", "node", null, tnds("../Up", "chr", "1")));
    Data good = Tnds.write(tnds("B", "node", null));
    Element node = ((Data.Embedded) good).root().child("Node").orElseThrow();
    Data twoTops = new Data.Embedded(Element.of("MgmtTree", node, node));

    assertThat(add(GUEST, "./Vendor/B", good)).isEqualTo(425);
    assertThat(add(OWNER, "./Vendor", good)).isEqualTo(418);
    assertThat(add(OWNER, "./Vendor/B", twins)).isEqualTo(418);
    assertThat(
            List.of(badValue, badFormat, leafWithChildren, nodeWithValue, badName, twoTops).stream()
                .map(data -> add(OWNER, "./Vendor/B", data)))
        .containsOnly(415);
    assertThat(add(OWNER, "./Vendor/B", Data.text("no document"))).isEqualTo(415);
    assertThat(add(OWNER, "./Vendor/B", new Data.Embedded(Element.of("DevInf")))).isEqualTo(415);
    assertThat(tree.root()).isSameAs(before);
  }

  @Test
  void aTreeIsHeldToTheDevicesBounds() {
    tree = new ManagementTree(tree.root(), new TreeLimits(5, 4));
    Data three = Tnds.write(tnds("B", "node", null, tnds("C", "chr", "1"), tnds("D", "chr", "2")));
    Data four =
        Tnds.write(
            tnds(
                "B",
                "node",
                null,
                tnds("C", "node", null, tnds("D", "node", null, tnds("E", "chr", "")))));
    Data large = Tnds.write(tnds("B", "node", null, tnds("C", "chr", "12345")));
    assertThat(add(OWNER, "./Vendor/B", four)).isEqualTo(420);
    assertThat(add(OWNER, "./Vendor/New/B", four)).isEqualTo(420);
    assertThat(add(OWNER, "./Vendor/B", large)).isEqualTo(413);
    assertThat(add(OWNER, "./Vendor/B", three)).isEqualTo(200);
  }

  @Test
  void aDeepTreeBeyondTheDevicesAddressesIsTooLong() {
    tree.put(DmUri.ROOT, TreeNode.interior("DevDetail", ""));
    tree.put(DmUri.of("./DevDetail"), TreeNode.interior("URI", ""));
    tree.put(
        DmUri.of("./DevDetail/URI"),
        TreeNode.leaf("MaxDepth", Format.CHR, "text/plain", Octets.utf8("3")));
    Data deep = Tnds.write(tnds("B", "node", null, tnds("C", "node", null, tnds("D", "chr", ""))));
    assertThat(add(OWNER, "./Vendor/B", deep)).isEqualTo(414);
  }
}
