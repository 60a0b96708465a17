package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.flows.PureDevice.Break;
import io.fumarole.campaign.node.NodeAnswer;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.node.NodeOrder.State;
import io.fumarole.campaign.node.NodeRequest;
import io.fumarole.campaign.node.NodeRequest.Command;
import io.fumarole.campaign.node.NodeRequest.Value;
import io.fumarole.campaign.node.UserQuestion;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Interaction;
import io.fumarole.protocol.dm.tree.Access;
import io.fumarole.protocol.dm.tree.Acl;
import io.fumarole.protocol.dm.tree.Format;
import io.fumarole.protocol.dm.tree.TreeNode;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What operators ask of single nodes.
@Tag("slow")
class NodeFlowTest {
  private static final DmUri POLL = DmUri.of("./Settings/Poll");

  private static FlowWorld world(Variant variant) {
    FlowWorld world =
        new FlowWorld(variant, DeviceModel.FULL, Profiles.all(variant), 3_000)
            .knows(DeviceModel.FULL);
    EnumSet<Access> all =
        EnumSet.of(Access.GET, Access.ADD, Access.REPLACE, Access.DELETE, Access.EXEC);
    world.device.tree.tree().put(DmUri.ROOT, node("Settings", Format.NODE, all, ""));
    world.device.tree.tree().put(POLL.parent(), node(POLL.name(), Format.CHR, all, "3600"));
    return world;
  }

  private static TreeNode node(String name, Format format, EnumSet<Access> access, String value) {
    String type = format == Format.NODE ? "" : "text/plain";
    Acl acl = Acl.parse("Get=*&Add=*&Replace=*&Delete=*&Exec=*").orElseThrow();
    return new TreeNode(
        name, format, type, acl, Octets.utf8(value), "", 0, access, false, new LinkedHashMap<>());
  }

  private static NodeRequest request(Command command, DmUri node) {
    return new NodeRequest(command, node, Optional.empty());
  }

  private static NodeRequest write(Command command, DmUri node, String value) {
    return new NodeRequest(
        command, node, Optional.of(new Value("chr", "text/plain", Octets.utf8(value))));
  }

  private static NodeRequest get(String node) {
    return request(Command.GET, DmUri.of(node));
  }

  private static void assertRead(NodeOrder order, String value) {
    assertThat(order.state()).as("%s", order).isEqualTo(State.DONE);
    assertThat(order.answer().orElseThrow().nodes())
        .extracting(node -> node.octets().utf8())
        .containsExactly(value);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void readsLeavesAndTheNamesBelowANode(Variant variant) {
    FlowWorld world = world(variant);
    world.ask(get("./Settings/Poll"));
    world.ask(get("./Settings"));
    world.ask(get("./Nowhere"));
    Transcript transcript = world.session();
    assertThat(transcript.text()).contains("Get x3");
    assertRead(world.order(1), "3600");
    assertRead(world.order(2), "Poll");
    assertThat(world.order(2).answer().orElseThrow().nodes().getFirst().isInterior()).isTrue();
    assertThat(world.order(3).state()).isEqualTo(State.REFUSED);
    assertThat(world.order(3).answer().flatMap(NodeAnswer::status)).contains(404);
    assertThat(world.events("node")).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void writesInTheOrderInWhichItWasAsked(Variant variant) {
    FlowWorld world = world(variant);
    DmUri other = DmUri.of("./Settings/Other");
    world.ask(write(Command.REPLACE, POLL, "60"));
    world.ask(get("./Settings/Poll"));
    world.ask(write(Command.ADD, other, "new"));
    world.ask(get("./Settings/Other"));
    world.ask(request(Command.DELETE, POLL));
    world.ask(get("./Settings"));
    world.session();
    assertRead(world.order(2), "60");
    assertRead(world.order(4), "new");
    assertRead(world.order(6), "Other");
    for (int i : List.of(1, 3, 5)) assertThat(world.order(i).state()).isEqualTo(State.DONE);
    assertThat(world.device.tree.tree().find(POLL)).isEmpty();
  }

  private static UserQuestion question(String code, String... choices) {
    return new UserQuestion(
        new Interaction(
            code,
            "Tea & cake?",
            List.of(choices),
            Optional.empty(),
            Optional.of(30),
            Optional.empty(),
            Interaction.Input.ANY));
  }

  private static void assertSaid(NodeOrder order, String words, String... said) {
    assertThat(order.state()).as("%s", order).isEqualTo(State.DONE);
    assertThat(order.answer().orElseThrow().words()).isEqualTo(words);
    assertThat(order.answer().orElseThrow().said()).containsExactly(said);
  }

  /// Spec: syncml-dm 5.1.
  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void theUserIsAskedAndTheAnswerIsKept(Variant variant) {
    FlowWorld world = world(variant);
    world.ask(question(AlertCode.TEXT_INPUT));
    world.ask(question(AlertCode.SINGLE_CHOICE, "Tea", "Cake"));
    world.ask(question(AlertCode.MULTIPLE_CHOICE, "Tea", "Cake", "Both"));
    world.ask(question(AlertCode.CONFIRM));
    world.ask(question(AlertCode.CONFIRM));
    world.ask(question(AlertCode.DISPLAY));
    var tree = world.device.tree;
    tree.answerNext(Interaction.Reply.text("Yes, tea; ö"));
    tree.answerNext(new Interaction.Reply(StatusCode.OK, List.of("2")));
    tree.answerNext(new Interaction.Reply(StatusCode.OK, List.of("3", "1")));
    tree.answerNext(Interaction.Reply.NO);
    Transcript transcript = world.session();
    assertThat(transcript.text()).contains("Alert 1102", "Alert 1103", "Alert 1104");
    assertSaid(world.order(1), "Yes, tea; ö", "Yes, tea; ö");
    assertSaid(world.order(2), "2 (Cake)", "2");
    assertSaid(world.order(3), "3 (Both), 1 (Tea)", "3", "1");
    assertSaid(world.order(4), "no");
    assertSaid(world.order(5), "yes");
    assertSaid(world.order(6), "it was shown");
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aUserWhoDoesNotAnswerIsNotAskedAgain(Variant variant) {
    FlowWorld world = world(variant);
    world.ask(question(AlertCode.SINGLE_CHOICE, "Tea"));
    world.ask(question(AlertCode.TEXT_INPUT));
    world.device.tree.answerNext(Interaction.Reply.TIMEOUT);
    world.device.tree.answerNext(Interaction.Reply.NOT_SUPPORTED);
    world.session();
    assertThat(world.order(1).state()).isEqualTo(State.REFUSED);
    assertThat(world.order(1).answer().orElseThrow().words())
        .startsWith("the user did not answer in time: 408");
    assertThat(world.order(2).answer().orElseThrow().words())
        .startsWith("the device cannot show it: 406");
    assertThat(world.session().text()).doesNotContain("Alert 110");
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void whatTheDeviceDidNotAnswerIsAskedAgainWhereThatDoesNoHarm(Variant variant) {
    FlowWorld world = world(variant);
    world.ask(get("./Settings/Poll"));
    world.session(new Break(0, false));
    assertThat(world.order(1).state()).isNotEqualTo(State.DONE);
    world.session();
    assertRead(world.order(1), "3600");
  }

  /// The device has done it, and its answer was lost.
  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void whatMayHaveBeenDoneIsNotDoneAgain(Variant variant) {
    FlowWorld world = world(variant);
    world.ask(request(Command.DELETE, POLL));
    int heard = 1;
    while (world.order(1).state() == State.QUEUED) world.session(new Break(heard++, false));
    world.ask(get("./Settings"));
    assertThat(world.session().text()).doesNotContain("Delete");
    assertRead(world.order(2), "");
    assertThat(world.order(1).state()).isEqualTo(State.UNANSWERED);
    assertThat(world.order(1).sendings()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void anUpdateFollowsInTheSameSession(Variant variant) {
    FlowWorld world = world(variant).schedule(Wish.NONE);
    world.ask(get("./Settings/Poll"));
    assertThat(world.session().text()).contains("Exec");
    assertRead(world.order(1), "3600");
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aDeviceInQuarantineCanBeLookedAt(Variant variant) {
    FlowWorld world = world(variant).schedule(Wish.NONE);
    world.stand(Device.Standing.QUARANTINED);
    world.ask(get("./Settings/Poll"));
    assertThat(world.session().text()).doesNotContain("Exec");
    assertRead(world.order(1), "3600");
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aDeviceThatWaitsForAnOperatorIsNotAsked(Variant variant) {
    FlowWorld world = world(variant);
    world.stand(Device.Standing.PENDING);
    world.ask(get("./Settings/Poll"));
    world.session();
    assertThat(world.order(1).state()).isEqualTo(State.QUEUED);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void whatHasExpiredIsNotSentAnyMore(Variant variant) {
    FlowWorld world = world(variant);
    world.ask(get("./Settings/Poll"));
    world.pass(Duration.ofDays(2));
    assertThat(world.session().text()).doesNotContain("Get, Final");
    assertThat(world.order(1).state()).isEqualTo(State.QUEUED);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aLargeValueIsKeptUpToItsBound(Variant variant) {
    FlowWorld world = world(variant);
    String large = "x".repeat(NodeAnswer.MOST_OCTETS + 1);
    world.device.tree.tree().put(POLL, Octets.utf8(large));
    world.ask(get("./Settings/Poll"));
    world.session();
    NodeAnswer.Node read = world.order(1).answer().orElseThrow().nodes().getFirst();
    assertThat(read.isCut()).isTrue();
    assertThat(read.octets().length()).isEqualTo(NodeAnswer.MOST_OCTETS);
  }
}
