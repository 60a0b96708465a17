package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.RespUriUse;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.SyncHdr;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// After 212 a message shows no credentials: the session's own address tells whose it is.
class RespUriFlowTest {
  private static final PureDevice.Break AFTER_THE_SECOND = new PureDevice.Break(1, true);
  private static final PureDevice.Break AFTER_THE_FIRST = new PureDevice.Break(1, false);

  static Stream<Variant> shownOnce() {
    return Variant.all()
        .filter(v -> v.scheme() == AuthScheme.MD5 || v.scheme() == AuthScheme.BASIC);
  }

  static Stream<Variant> shownOnceWithoutRepeats() {
    return shownOnce().filter(v -> !v.repeats());
  }

  private static FlowWorld world(Variant variant, RespUriUse use) {
    ModelProfile all = Profiles.all(variant);
    return FlowWorld.withRespUri(variant, DeviceModel.FULL, Profiles.with(all, use), 3_000)
        .knows(DeviceModel.FULL)
        .schedule(Wish.NONE);
  }

  /// A Status for the header as someone would guess it, who knows device, SessionID and MsgID.
  private static Exchanger.Request forged(FlowWorld world, int msgId, Optional<String> token) {
    Exchanger.Request heard = world.requests().getLast();
    var header =
        new SyncHdr(
            SyncHdr.VER_DTD,
            SyncHdr.VER_PROTO,
            "41",
            MsgId.of(msgId),
            Location.of(TestServer.URI),
            Location.of(PureDevice.ID),
            Optional.empty(),
            Optional.empty(),
            Meta.NONE);
    var status =
        new Command.Status(
            CmdId.of(1),
            MsgId.of(msgId - 1),
            CmdId.HEADER,
            "SyncHdr",
            List.of(),
            List.of(),
            Optional.empty(),
            "200",
            List.of());
    return new Exchanger.Request(
        Codec.encode(new Message(header, List.of(status), true), world.form()),
        heard.contentType(),
        Optional.empty(),
        "192.0.2.66",
        token,
        Optional.empty());
  }

  private static String headerCode(FlowWorld world, Exchanger.Answer answer) {
    assertThat(answer.httpStatus()).isEqualTo(200);
    try {
      Message reply =
          Codec.decode(answer.body(), world.form().encoding(), Limits.DEFAULT).message();
      return ((Command.Status) reply.commands().getFirst()).code();
    } catch (MalformedMessageException ours) {
      throw new AssertionError("the answer cannot be read", ours);
    }
  }

  /// The answer tells the address to nobody: it may repeat it only to who has named it.
  private static void assertTurnedAway(FlowWorld world, Exchanger.Request request) {
    int commits = world.store.commits();
    Exchanger.Answer answer = world.inject(request);
    assertThat(headerCode(world, answer)).isEqualTo("407");
    if (!request.body().utf8().contains("t0ken-"))
      assertThat(answer.body().utf8()).doesNotContain("t0ken-");
    assertThat(answer.body().utf8()).doesNotContain("RespURI");
    assertThat(world.store.commits()).isEqualTo(commits);
  }

  @ParameterizedTest
  @MethodSource("shownOnce")
  void aDeviceThatSendsToItIsUpdatedAsEver(Variant variant) {
    for (RespUriUse use : List.of(RespUriUse.DETECT, RespUriUse.HONOURED)) {
      FlowWorld world = world(variant, use);
      world.session();
      world.isIn(DeploymentState.DOWNLOADING, "accepted Exec DownloadAndUpdate (202)");
      world.device.work();
      world.session();
      world.isIn(DeploymentState.SUCCEEDED, "reported success and runs " + FlowWorld.NEW);
      long own = world.requests().stream().filter(it -> it.token().isPresent()).count();
      assertThat(own).isGreaterThanOrEqualTo(2);
      assertThat(world.trace.entries())
          .noneMatch(entry -> entry.octets().utf8().contains("t0ken-"));
    }
  }

  @ParameterizedTest
  @MethodSource("shownOnceWithoutRepeats")
  void aMessageFromElsewhereCountsForNothingOnceTheDeviceHasSentToIt(Variant variant) {
    FlowWorld world = world(variant, RespUriUse.DETECT);
    world.session(AFTER_THE_SECOND);
    assertTurnedAway(world, forged(world, 3, Optional.empty()));
    assertTurnedAway(world, forged(world, 3, Optional.of("t0ken-s2")));
    Exchanger.Request second = world.requests().getLast();
    assertTurnedAway(
        world,
        new Exchanger.Request(second.body(), second.contentType(), second.hmac(), second.from()));
    Exchanger.Request own = forged(world, 3, second.token());
    assertThat(headerCode(world, world.inject(own))).isEqualTo("200");
  }

  @ParameterizedTest
  @MethodSource("shownOnceWithoutRepeats")
  void aModelThatHonoursItIsHeardNowhereElse(Variant variant) {
    FlowWorld world = world(variant, RespUriUse.HONOURED);
    world.session(AFTER_THE_FIRST);
    assertTurnedAway(world, forged(world, 2, Optional.empty()));
  }

  @ParameterizedTest
  @MethodSource("shownOnceWithoutRepeats")
  void aDeviceThatNeverSendsToItIsTakenForAnHour(Variant variant) {
    for (RespUriUse use : List.of(RespUriUse.DETECT, RespUriUse.OFF)) {
      FlowWorld world = world(variant, use);
      world.session(AFTER_THE_FIRST);
      Exchanger.Answer answer = world.inject(forged(world, 2, Optional.empty()));
      assertThat(headerCode(world, answer)).isEqualTo("200");
      assertThat(answer.body().utf8()).doesNotContain("t0ken-");
      world.pass(Duration.ofMinutes(61));
      assertTurnedAway(world, forged(world, 3, Optional.empty()));
    }
  }
}
