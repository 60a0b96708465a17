package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.CertificateSubject;
import io.fumarole.campaign.device.CertificateUse;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.campaign.exchange.ShownCertificate;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Message;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A device with a bound certificate is served when it shows it, and to nobody else.
class CertificateFlowTest {
  private static final CertificateSubject BOUND = CertificateSubject.parse("CN=device-7, O=Acme");
  private static final ShownCertificate OWN = shown("O=ACME,CN=Device-7", Optional.empty());

  private static ShownCertificate shown(String reversed, Optional<String> distrust) {
    // Written in the other order, as OpenSSL shows a name: the same once it is turned round.
    String[] parts = reversed.split(",");
    return new ShownCertificate(new X500Principal(parts[1] + "," + parts[0]), "ab12", distrust);
  }

  private static FlowWorld world(Variant variant, CertificateUse use) {
    ModelProfile profile = Profiles.all(variant).with(use);
    return new FlowWorld(variant, DeviceModel.FULL, profile, 3_000)
        .knows(DeviceModel.FULL)
        .schedule(Wish.NONE);
  }

  private static FlowWorld bound(Variant variant) {
    FlowWorld world = world(variant, CertificateUse.BOUND);
    world.store.put(world.device().withCertificate(Optional.of(BOUND)));
    return world;
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void whoShowsItsOwnIsUpdatedAtNoFurtherRead(Variant variant) {
    FlowWorld world = bound(variant).shows(Optional.of(OWN));
    world.session();
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
  }

  static Stream<Optional<ShownCertificate>> wrong() {
    return Stream.of(
        Optional.empty(),
        Optional.of(shown("O=Acme,CN=device-8", Optional.empty())),
        Optional.of(shown("O=Acme,CN=device-7", Optional.of("nobody knows the issuer"))));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whoeverElseHearsNothingAndTheOperatorHearsWhy(Optional<ShownCertificate> wrong) {
    for (Variant variant : Variant.encodings().toList()) {
      FlowWorld world = bound(variant).shows(Optional.of(OWN));
      world.session();
      int before = world.trace.entries().size();
      int commits = world.store.commits();
      for (Exchanger.Request said : List.copyOf(world.requests())) {
        Exchanger.Answer answer = world.inject(said, wrong);
        assertThat(answer.httpStatus()).isEqualTo(200);
        Message reply = FlowWorld.message(answer.body(), variant.form().encoding());
        assertThat(reply.header().cred()).isEmpty();
        for (Command command : reply.commands()) {
          assertThat(((Command.Status) command).code()).isEqualTo("403");
          assertThat(((Command.Status) command).chal()).isEmpty();
        }
      }
      assertThat(world.store.commits()).isEqualTo(commits);
      var notes =
          world.trace.entries().stream().skip(before).flatMap(it -> it.note().stream()).toList();
      assertThat(notes)
          .hasSize(world.requests().size())
          .allSatisfy(it -> assertThat(it).startsWith("certificate: ").contains("CN=device-7"));
    }
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#encodings")
  void aProfileCanWantOneOfAllItsDevices(Variant variant) {
    FlowWorld world = world(variant, CertificateUse.REQUIRED).shows(Optional.of(OWN));
    world.store.put(world.device().withCertificate(Optional.of(BOUND)));
    world.session();
    world.isIn(DeploymentState.DOWNLOADING, "accepted Exec DownloadAndUpdate (202)");
    int before = world.trace.entries().size();
    world.store.put(world.device().withCertificate(Optional.empty()));
    world.inject(world.requests().getFirst(), Optional.of(OWN));
    assertThat(world.trace.entries().get(before).note().orElse(""))
        .contains("none is bound to this one; it showed that of 'CN=Device-7, O=ACME'")
        .contains("device certificate " + FlowWorld.DEVICE + " --subject");
  }
}
