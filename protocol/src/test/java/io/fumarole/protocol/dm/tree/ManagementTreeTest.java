package io.fumarole.protocol.dm.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.ManagedDevice.Outcome;
import io.fumarole.protocol.dm.session.ManagedDevice.Value;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules of TND 5 to 7 (syncml-dm 10) and of the commands in DM-REP 6.6 (syncml-dm 4).
class ManagementTreeTest {
  private static final String OWNER = "fota.example";
  private static final String GUEST = "guest.example";
  private static final DmUri PACKAGE = DmUri.of("./FwUpdate/FwPkg1");

  private final ManagementTree tree = new ManagementTree();

  @BeforeEach
  void plant() {
    tree.update(DmUri.ROOT, root -> root.withAcl(acl("Add=*&Get=*&Delete=*&Replace=*&Exec=*")));
    tree.put(DmUri.ROOT, TreeNode.interior("FwUpdate", ""));
    tree.put(
        DmUri.of("./FwUpdate"),
        TreeNode.interior("FwPkg1", "urn:oma:mo:oma-fumo:1.0")
            .withAcl(acl("Get=*&Replace=fota.example&Exec=fota.example&Delete=fota.example"))
            .withChild(leaf("PkgName", Format.CHR, "NW-410 update"))
            .withChild(TreeNode.interior("Update", "").withChild(packageData()))
            .withChild(leaf("State", Format.INT, "50").withAccess(Set.of(Access.GET), true)));
  }

  private static TreeNode packageData() {
    return TreeNode.leaf("PkgData", Format.BIN, "application/octet-stream", Octets.hex("00FF"))
        .withAccess(Set.of(Access.REPLACE), true);
  }

  private static TreeNode leaf(String name, Format format, String value) {
    return TreeNode.leaf(name, format, TreeNode.PLAIN_TEXT, Octets.utf8(value));
  }

  private static Acl acl(String text) {
    return Acl.parse(text).orElseThrow();
  }

  // ---- Get

  @Test
  void aLeafOfDefaultFormatAndTypeIsReadWithoutMeta() {
    Value value = only(get("./FwUpdate/FwPkg1/PkgName"));
    assertThat(value.meta()).isEqualTo(Meta.NONE);
    assertThat(value.data()).contains(Data.text("NW-410 update"));
  }

  @Test
  void aLeafOfAnotherFormatIsReadWithIt() {
    assertThat(only(get("./FwUpdate/FwPkg1/State")))
        .isEqualTo(
            new Value("./FwUpdate/FwPkg1/State", Meta.format("int"), Optional.of(Data.text("50"))));
  }

  @Test
  void anInteriorNodeIsReadAsTheNamesOfItsChildren() {
    Value value = only(get("./FwUpdate/FwPkg1"));
    assertThat(value.meta()).isEqualTo(Meta.of("node", "urn:oma:mo:oma-fumo:1.0"));
    assertThat(value.data()).contains(Data.text("PkgName/Update/State"));
  }

  @Test
  void anInteriorNodeWithoutChildrenIsReadAsEmpty() {
    tree.put(DmUri.ROOT, TreeNode.interior("Ext", ""));
    assertThat(only(get("./Ext")).data()).contains(Data.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "./Nowhere, 404",
    "./FwUpdate/FwPkg1/State/Below, 404",
    "./FwUpdate/FwPkg1/Update/PkgData, 405"
  })
  void aGetIsRefused(String uri, int status) {
    assertThat(get(uri).status().value()).isEqualTo(status);
    assertThat(get(uri).values()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "./FwUpdate/FwPkg1, prop=Format, node",
    "./FwUpdate/FwPkg1, prop=Name, FwPkg1",
    "./FwUpdate/FwPkg1, prop=Type, urn:oma:mo:oma-fumo:1.0",
    "./FwUpdate/FwPkg1, prop=ACL, Get=*&Replace=fota.example&Exec=fota.example&Delete=fota.example",
    "./FwUpdate/FwPkg1/PkgName, prop=ACL, ''",
    "./FwUpdate/FwPkg1/PkgName, prop=Title, ''",
    "./FwUpdate/FwPkg1/PkgName, prop=VerNo, 0",
    "./FwUpdate/FwPkg1/PkgName, prop=Size, 13",
    "./FwUpdate/FwPkg1/Update/PkgData, prop=Size, 2",
    "./FwUpdate/FwPkg1/Update/PkgData, prop=Format, bin"
  })
  void aPropertyIsPlainText(String uri, String query, String expected) {
    Value value = only(tree.get(OWNER, DmUri.of(uri), Optional.of(query)));
    assertThat(value)
        .isEqualTo(new Value(uri + "?" + query, Meta.NONE, Optional.of(Data.text(expected))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"prop=TStamp", "prop=Size", "prop=Colour", "list=", "what"})
  void whatTheTreeDoesNotKnowIsNotSupported(String query) {
    assertThat(tree.get(OWNER, PACKAGE, Optional.of(query)).status().value()).isEqualTo(406);
  }

  @Test
  void aStructureNamesEveryNodeWithItsFormat() {
    assertThat(tree.get(OWNER, PACKAGE, Optional.of("list=Struct")).values())
        .extracting(value -> value.locUri() + " " + value.meta().format().orElse("-"))
        .containsExactly(
            "./FwUpdate/FwPkg1 node",
            "./FwUpdate/FwPkg1/PkgName chr",
            "./FwUpdate/FwPkg1/Update node",
            "./FwUpdate/FwPkg1/Update/PkgData bin",
            "./FwUpdate/FwPkg1/State int");
  }

  @Test
  void structureDataHoldsTheLeavesThatMayBeRead() {
    assertThat(tree.get(OWNER, PACKAGE, Optional.of("list=StructData")).values())
        .filteredOn(value -> value.data().isPresent())
        .extracting(value -> value.locUri() + "=" + value.data().orElseThrow().text())
        .containsExactly("./FwUpdate/FwPkg1/PkgName=NW-410 update", "./FwUpdate/FwPkg1/State=50");
  }

  @Test
  void aStructureLeavesOutWhatTheServerMayNotRead() {
    tree.update(
        DmUri.of("./FwUpdate/FwPkg1/Update"), node -> node.withAcl(acl("Get=fota.example")));
    assertThat(tree.get(GUEST, PACKAGE, Optional.of("list=Struct")).values())
        .extracting(Value::locUri)
        .containsExactly(
            "./FwUpdate/FwPkg1", "./FwUpdate/FwPkg1/PkgName", "./FwUpdate/FwPkg1/State");
  }

  // ---- Add

  @Test
  void addCreatesALeafOfTheFormatInItsMeta() {
    assertThat(add("./FwUpdate/Note", Meta.format("int"), "7")).isEqualTo(200);
    assertThat(tree.find(DmUri.of("./FwUpdate/Note"))).contains(leaf("Note", Format.INT, "7"));
  }

  @Test
  void addCreatesMissingInteriorNodesWithEmptyAcl() {
    assertThat(add("./A/B/C", Meta.NONE, "x")).isEqualTo(200);
    assertThat(tree.find(DmUri.of("./A/B"))).map(TreeNode::format).contains(Format.NODE);
    assertThat(tree.find(DmUri.of("./A/B"))).map(TreeNode::acl).contains(Acl.NONE);
  }

  @Test
  void addDecodesBase64IntoABinaryLeaf() {
    assertThat(add("./Blob", Meta.of("b64", "application/octet-stream"), "AP8=")).isEqualTo(200);
    TreeNode blob = tree.find(DmUri.of("./Blob")).orElseThrow();
    assertThat(blob.format()).isEqualTo(Format.BIN);
    assertThat(blob.value()).isEqualTo(Octets.hex("00FF"));
  }

  @ParameterizedTest
  @CsvSource({
    "./FwUpdate/FwPkg1/X, node, '', 425",
    "./FwUpdate, node, '', 418",
    "./FwUpdate/X, nonsense, '', 415",
    "./FwUpdate/X, b64, '?', 415",
    "./FwUpdate/X, int, many, 415",
    "./FwUpdate/X, bool, TRUE, 415",
    "./FwUpdate/X, node, data, 415",
    "./Plain/Below, chr, '', 405"
  })
  void addRefuses(String uri, String format, String data, int status) {
    tree.put(DmUri.ROOT, leaf("Plain", Format.CHR, ""));
    assertThat(add(uri, Meta.format(format), data)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "./DevDetail/URI/MaxDepth, 2, ./A/B/C",
    "./DevDetail/URI/MaxTotLen, 9, ./Abcdefgh",
    "./DevDetail/URI/MaxSegLen, 4, ./Abcde"
  })
  void anAddressBeyondTheDevicesLimitsIsTooLong(String node, String limit, String uri) {
    DmUri at = DmUri.of(node);
    tree.put(DmUri.ROOT, TreeNode.interior("DevDetail", ""));
    tree.put(DmUri.of("./DevDetail"), TreeNode.interior("URI", ""));
    tree.put(at.parent(), leaf(at.name(), Format.CHR, "0"));
    assertThat(add(uri, Meta.NONE, "")).isEqualTo(200);
    tree.put(at, Octets.utf8(limit));
    assertThat(add(uri + "/D", Meta.NONE, "")).isEqualTo(414);
    assertThat(get(uri).status().value()).isEqualTo(414);
  }

  @Test
  void aFullTreeTakesNoMoreNodes() {
    var small = new ManagementTree(tree.root(), new TreeLimits(8, 4));
    assertThat(small.add(OWNER, DmUri.of("./A/B"), Meta.NONE, Optional.empty()).status().value())
        .isEqualTo(420);
    assertThat(small.add(OWNER, DmUri.of("./A"), Meta.NONE, text("12345")).status().value())
        .isEqualTo(413);
    assertThat(small.add(OWNER, DmUri.of("./A"), Meta.NONE, text("1234")).status().value())
        .isEqualTo(200);
  }

  @Test
  void aCreatorWithoutReplaceOnTheParentMayWorkOnItsNewInteriorNode() {
    tree.update(DmUri.ROOT, root -> root.withAcl(Acl.ROOT_DEFAULT));
    assertThat(add(GUEST, "./Mine", "node")).isEqualTo(200);
    assertThat(tree.find(DmUri.of("./Mine")))
        .map(node -> node.acl().toString())
        .contains("Add=*&Get=*&Delete=guest.example&Replace=guest.example");
    assertThat(add(OWNER, "./Mine/Leaf", "chr")).isEqualTo(200);
    assertThat(tree.delete(OWNER, DmUri.of("./Mine")).status().value()).isEqualTo(425);
    assertThat(tree.delete(GUEST, DmUri.of("./Mine")).status().value()).isEqualTo(200);
  }

  @Test
  void aCreatorWithReplaceOnTheParentLeavesTheAclEmpty() {
    assertThat(add(OWNER, "./FwUpdate/Mine", "node")).isEqualTo(200);
    assertThat(tree.find(DmUri.of("./FwUpdate/Mine"))).map(TreeNode::acl).contains(Acl.NONE);
  }

  // ---- Replace

  @Test
  void replaceGivesALeafAValueAndCountsTheChange() {
    assertThat(replace(OWNER, "./FwUpdate/FwPkg1/PkgName", "other")).isEqualTo(200);
    TreeNode leaf = tree.find(DmUri.of("./FwUpdate/FwPkg1/PkgName")).orElseThrow();
    assertThat(leaf.value()).isEqualTo(Octets.utf8("other"));
    assertThat(leaf.verNo()).isEqualTo(1);
  }

  @Test
  void theVersionNumberWrapsAtSixteenBits() {
    TreeNode node = TreeNode.interior("x", "");
    for (int change = 0; change <= 0xFFFF; change++) node = node.withTitle("t");
    assertThat(node.verNo()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "./FwUpdate/FwPkg1/Nothing, 404",
    "./FwUpdate/FwPkg1/Update, 405",
    "./FwUpdate/FwPkg1/State, 405"
  })
  void replaceNeverCreatesAndChangesOnlyLeavesThatAllowIt(String uri, int status) {
    assertThat(replace(OWNER, uri, "1")).isEqualTo(status);
  }

  @Test
  void replaceWithoutTheRightIsDenied() {
    assertThat(replace(GUEST, "./FwUpdate/FwPkg1/PkgName", "other")).isEqualTo(425);
  }

  @Test
  void replaceOfTheNameRenamesInPlace() {
    assertThat(property(OWNER, "./FwUpdate/FwPkg1/PkgName", "prop=Name", "Label")).isEqualTo(200);
    assertThat(only(get("./FwUpdate/FwPkg1")).data()).contains(Data.text("Label/Update/State"));
  }

  @ParameterizedTest
  @CsvSource({
    "./FwUpdate/FwPkg1/PkgName, prop=Name, State, 418",
    "./FwUpdate/FwPkg1/PkgName, prop=Name, a/b, 500",
    "./FwUpdate/FwPkg1/PkgName, prop=Name, '', 500",
    "./FwUpdate/FwPkg1/State, prop=Name, Other, 405",
    "., prop=Name, Other, 405",
    "./FwUpdate/FwPkg1/PkgName, prop=Title, A title, 200",
    "./FwUpdate/FwPkg1/PkgName, prop=Size, 3, 405",
    "./FwUpdate/FwPkg1/PkgName, prop=Format, int, 405",
    "./FwUpdate/FwPkg1/PkgName, prop=Type, a/b, 405",
    "./FwUpdate/FwPkg1/PkgName, prop=VerNo, 3, 405",
    "./FwUpdate/FwPkg1/PkgName, prop=TStamp, 3, 406",
    "./FwUpdate/FwPkg1/PkgName, prop=Colour, red, 406",
    "./FwUpdate/FwPkg1/PkgName, list=Struct, red, 405",
    "./FwUpdate/FwPkg1/Nothing, prop=Title, x, 404",
    "./FwUpdate/FwPkg1, prop=ACL, Get, 500",
    "., prop=ACL, '', 405"
  })
  void replaceOfAProperty(String uri, String query, String value, int status) {
    assertThat(property(OWNER, uri, query, value)).isEqualTo(status);
  }

  @Test
  void aTitleHasAtMost255Octets() {
    assertThat(property(OWNER, "./FwUpdate", "prop=Title", "x".repeat(255))).isEqualTo(200);
    assertThat(property(OWNER, "./FwUpdate", "prop=Title", "x".repeat(256))).isEqualTo(413);
  }

  @Test
  void theAclOfAnInteriorNodeChangesWithReplaceOnTheNode() {
    assertThat(property(GUEST, "./FwUpdate/FwPkg1", "prop=ACL", "Get=*")).isEqualTo(425);
    assertThat(property(OWNER, "./FwUpdate/FwPkg1", "prop=ACL", "Get=*")).isEqualTo(200);
    assertThat(replace(OWNER, "./FwUpdate/FwPkg1/PkgName", "other")).isEqualTo(425);
  }

  @Test
  void theAclOfALeafChangesWithReplaceOnItsParentAlone() {
    DmUri leaf = DmUri.of("./FwUpdate/FwPkg1/PkgName");
    tree.update(leaf, node -> node.withAcl(acl("Replace=guest.example")));
    assertThat(property(GUEST, leaf.toString(), "prop=ACL", "Get=*")).isEqualTo(425);
    assertThat(property(OWNER, leaf.toString(), "prop=ACL", "Get=*")).isEqualTo(200);
  }

  // ---- Delete, Copy, Exec

  @Test
  void deleteTakesTheWholeSubtreeWithWhatDoesNotAllowDeleteItself() {
    assertThat(tree.delete(OWNER, PACKAGE).status().value()).isEqualTo(200);
    assertThat(get("./FwUpdate/FwPkg1/State").status().value()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "., 405",
    "./FwUpdate/FwPkg1/State, 405",
    "./FwUpdate/FwPkg1/Update/PkgData, 405",
    "./FwUpdate/Nothing, 404"
  })
  void deleteRefuses(String uri, int status) {
    assertThat(tree.delete(OWNER, DmUri.of(uri)).status().value()).isEqualTo(status);
  }

  @Test
  void aPermanentNodeIsNotDeletedEvenIfItAllowsDelete() {
    tree.update(PACKAGE, node -> node.withAccess(EnumSet.allOf(Access.class), true));
    assertThat(tree.delete(OWNER, PACKAGE).status().value()).isEqualTo(405);
  }

  @Test
  void copyPutsTheValueOfALeafIntoAnotherOrANewOne() {
    tree.put(DmUri.ROOT, leaf("Old", Format.CHR, "old"));
    assertThat(copy(OWNER, "./FwUpdate/FwPkg1/PkgName", "./Old")).isEqualTo(200);
    assertThat(copy(OWNER, "./FwUpdate/FwPkg1/State", "./FwUpdate/New")).isEqualTo(200);
    assertThat(only(get("./Old")).data()).contains(Data.text("NW-410 update"));
    assertThat(only(get("./FwUpdate/New")).meta()).isEqualTo(Meta.format("int"));
  }

  @ParameterizedTest
  @CsvSource({
    "./Nothing, ./New, 404",
    "./FwUpdate/FwPkg1, ./New, 405",
    "./FwUpdate/FwPkg1/Update/PkgData, ./New, 405",
    "./FwUpdate/FwPkg1/PkgName, ./Number, 403",
    "./FwUpdate/FwPkg1/PkgName, ./FwUpdate, 405",
    "./FwUpdate/FwPkg1/PkgName, ./FwUpdate/FwPkg1/New, 425"
  })
  void copyRefuses(String from, String to, int status) {
    tree.put(DmUri.ROOT, leaf("Number", Format.INT, "1"));
    assertThat(copy(OWNER, from, to)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "fota.example, ./FwUpdate/FwPkg1/Update, 200",
    "guest.example, ./FwUpdate/FwPkg1/Update, 425",
    "fota.example, ./FwUpdate/FwPkg1/State, 405",
    "fota.example, ./FwUpdate/FwPkg1/Nothing, 404"
  })
  void execNeedsTheRightAndTheAccessType(String server, String uri, int status) {
    assertThat(tree.mayExec(server, DmUri.of(uri)).value()).isEqualTo(status);
  }

  // ---- ACL inheritance, snapshots, records

  @Test
  void anAclWithOneCommandInheritsNothing() {
    tree.update(DmUri.of("./FwUpdate/FwPkg1/PkgName"), node -> node.withAcl(acl("Replace=*")));
    assertThat(get("./FwUpdate/FwPkg1/PkgName").status().value()).isEqualTo(425);
  }

  @Test
  void theNearestAncestorWithAnAclCounts() {
    assertThat(replace(OWNER, "./FwUpdate/FwPkg1/Update/PkgData", "x")).isEqualTo(200);
    assertThat(replace(GUEST, "./FwUpdate/FwPkg1/Update/PkgData", "x")).isEqualTo(425);
  }

  @Test
  void restoreGoesBackToTheSnapshot() {
    TreeNode before = tree.root();
    tree.delete(OWNER, PACKAGE);
    tree.restore(before);
    assertThat(get("./FwUpdate/FwPkg1/State").status().value()).isEqualTo(200);
  }

  @Test
  void aTreeIsTheSameAfterItWasWrittenAsRecords() {
    tree.update(PACKAGE, node -> node.withTitle("A title"));
    assertThat(NodeRecords.tree(NodeRecords.of(tree), TreeLimits.DEFAULT).root())
        .isEqualTo(tree.root());
  }

  @Test
  void aRecordThatIsWrongIsNamed() {
    NodeRecord root = NodeRecords.of(tree).getFirst();
    var odd = new NodeRecord("./A", "chr", "", "Get", "", "", 0, List.of(), false);
    assertThatThrownBy(() -> NodeRecords.tree(List.of(root, odd), TreeLimits.DEFAULT))
        .hasMessageContaining("./A: the ACL is none");
    assertThatThrownBy(() -> NodeRecords.tree(List.of(odd), TreeLimits.DEFAULT))
        .hasMessageContaining("its root");
  }

  private Outcome get(String uri) {
    return tree.get(OWNER, DmUri.of(uri), Optional.empty());
  }

  private static Value only(Outcome outcome) {
    assertThat(outcome.status().value()).isEqualTo(200);
    assertThat(outcome.values()).hasSize(1);
    return outcome.values().getFirst();
  }

  private int add(String uri, Meta meta, String data) {
    return tree.add(OWNER, DmUri.of(uri), meta, text(data)).status().value();
  }

  private int add(String server, String uri, String format) {
    return tree.add(server, DmUri.of(uri), Meta.format(format), Optional.empty()).status().value();
  }

  private int replace(String server, String uri, String value) {
    return tree.replace(server, DmUri.of(uri), Optional.empty(), Meta.NONE, Data.text(value))
        .status()
        .value();
  }

  private int property(String server, String uri, String query, String value) {
    return tree.replace(server, DmUri.of(uri), Optional.of(query), Meta.NONE, Data.text(value))
        .status()
        .value();
  }

  private int copy(String server, String from, String to) {
    return tree.copy(server, DmUri.of(from), DmUri.of(to)).status().value();
  }

  private static Optional<Data> text(String text) {
    return Optional.of(Data.text(text));
  }
}
