package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.Tnds;
import io.fumarole.protocol.dm.session.ManagedDevice.Outcome;
import io.fumarole.protocol.dm.session.ManagedDevice.Value;
import io.fumarole.protocol.dm.tree.Access;
import io.fumarole.protocol.dm.tree.Acl;
import io.fumarole.protocol.dm.tree.Format;
import io.fumarole.protocol.dm.tree.TreeNode;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A device is read by one Get of its tree where its profile says so. Spec: syncml-dm 10.
class TreeReadingFlowTest {
  private static final Dialect BY_TYPE = Dialect.STRICT.with(Dialect.Reading.TNDS);
  private static final Dialect IN_PLACE = Profiles.PLAIN.with(Dialect.Reading.TNDS);

  private static FlowWorld world(Variant variant, DeviceModel model, Dialect dialect) {
    var profile = TestProfiles.standard(dialect, variant.scheme());
    return new FlowWorld(variant, model, profile, 3_000).schedule(Wish.NONE);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void oneGetReadsAllThatThirtyDid(Variant variant) {
    FlowWorld byTree = world(variant, DeviceModel.FULL, BY_TYPE);
    FlowWorld byGets = world(variant, DeviceModel.FULL, Dialect.STRICT);

    List<String> read = gets(byTree.session());
    byGets.session();

    assertThat(read).containsExactly(".?list=TNDS+Format+Type+Value");
    sameKnowledge(byTree, byGets);
    byTree.device.work();
    byTree.session();
    byTree.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void anObjectInItsPlaceIsReadAloneWithDevDetail(Variant variant) {
    FlowWorld byTree = world(variant, DeviceModel.FULL.without(FumoObject.Part.PKG_DATA), IN_PLACE);
    FlowWorld byGets =
        world(variant, DeviceModel.FULL.without(FumoObject.Part.PKG_DATA), Profiles.PLAIN);

    assertThat(gets(byTree.session()))
        .containsExactly(
            "./FwUpdate/FwPkg1?list=TNDS+Format+Type+Value",
            "./DevDetail?list=TNDS+Format+Type+Value",
            "./FwUpdate/FwPkg1/Update");
    byGets.session();

    sameKnowledge(byTree, byGets);
    byTree.isIn(DeploymentState.DOWNLOADING, "accepted");
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aTreeThatIsLargerThanAMessageComesInPieces(Variant variant) {
    FlowWorld world = world(variant, DeviceModel.FULL, BY_TYPE);
    for (int leaf = 0; leaf < 60; leaf++) world.device.tree.tree().put(DmUri.ROOT, vendors(leaf));

    Transcript transcript = world.session();

    assertThat(gets(transcript)).hasSize(1);
    assertThat(transcript.text().split("Alert 1222", -1)).hasSizeGreaterThan(2);
    world.isIn(DeploymentState.DOWNLOADING, "accepted");
  }

  private static TreeNode vendors(int number) {
    return new TreeNode(
        "Vendor" + number,
        Format.CHR,
        "text/plain",
        Acl.NONE,
        Octets.utf8("x".repeat(1_000)),
        "",
        0,
        EnumSet.of(Access.GET),
        true,
        new LinkedHashMap<>());
  }

  static Stream<Outcome> otherAnswers() {
    Stream<Outcome> refusals =
        Stream.of(404, 405, 406, 413, 425, 500).map(code -> Outcome.of(new StatusCode(code)));
    Stream<Outcome> nonsense =
        Stream.of("", "DevDetail/FwUpdate", "<MgmtTree/>", "<MgmtTree><Node>")
            .map(
                text ->
                    new Outcome(
                        StatusCode.OK,
                        List.of(
                            new Value("./?list=TNDS", Tnds.META, Optional.of(Data.text(text))))));
    return Stream.concat(refusals, nonsense);
  }

  @ParameterizedTest
  @MethodSource("otherAnswers")
  void aDeviceThatGivesNoTreeIsReadByGets(Outcome other) {
    Variant variant = Variant.all().findFirst().orElseThrow();
    FlowWorld world = world(variant, DeviceModel.FULL, BY_TYPE);
    FlowWorld byGets = world(variant, DeviceModel.FULL, Dialect.STRICT);
    world.device.tree.answerTrees(other);

    assertThat(gets(world.session()))
        .startsWith(".?list=TNDS+Format+Type+Value", ".")
        .contains("./FwUpdate?prop=Type");
    byGets.session();

    sameKnowledge(world, byGets);
    world.isIn(DeploymentState.DOWNLOADING, "accepted");
  }

  private static List<String> gets(Transcript transcript) {
    return transcript.turns().stream()
        .flatMap(turn -> turn.heard().commands().stream())
        .filter(Command.Get.class::isInstance)
        .flatMap(get -> ((Command.Get) get).items().stream())
        .flatMap(item -> item.targetUri().stream())
        .toList();
  }

  private static void sameKnowledge(FlowWorld one, FlowWorld other) {
    assertThat(one.device().inventory()).isEqualTo(other.device().inventory());
    FumoObject object = one.device().object().orElseThrow();
    FumoObject expected = other.device().object().orElseThrow();
    assertThat(object.root()).isEqualTo(expected.root());
    assertThat(object.parts()).isEqualTo(expected.parts());
    assertThat(object.state()).isEqualTo(expected.state());
    assertThat(object.urls().keySet()).isEqualTo(expected.urls().keySet());
    assertThat(object.urls()).containsKey(Operation.DOWNLOAD_AND_UPDATE);
  }
}
