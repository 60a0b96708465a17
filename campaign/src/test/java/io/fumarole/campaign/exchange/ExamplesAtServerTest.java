package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.FumoObject.Part;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.testing.Golden;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The worked examples' client messages played at our server; what we answer is compared with what
/// the example's server answered. Where we differ on purpose, [ExampleDifferences] says so and why;
/// any other difference fails, and so does a listed one that no longer occurs.
class ExamplesAtServerTest {
  private static final String QUESTION = "Install firmware 2.4.0 now? The device will restart.";

  /// Larger than the example's 96 octets, so that it needs three chunks of ours too.
  private static final int LARGE = 8_000;

  static Stream<Arguments> conversations() {
    return Stream.of(
            "flow-1-dm-replace",
            "flow-2-alternate-download",
            "flow-2-alternate-download/alt-download-failed",
            "flow-3-update-package-present",
            "flow-3-update-package-present/alt-user-declines",
            "flow-3-update-package-present/alt-device-initiated",
            "flow-4-download-and-update",
            "flow-4-download-and-update/alt-corrupt-package",
            "flow-5-client-initiated",
            "flow-5-client-initiated/alt-1-download-then-update",
            "flow-5-client-initiated/alt-2-replace-then-update",
            "flow-5-client-initiated/alt-no-update-now",
            "auth-challenge",
            "create-object")
        .flatMap(
            folder ->
                Stream.of(Form.Encoding.values())
                    .map(encoding -> Arguments.of("examples/" + folder, encoding)));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("conversations")
  void answersAsTheExampleDoesButForWhatIsListed(String folder, Form.Encoding encoding)
      throws MalformedMessageException {
    var play = new Play(folder, encoding);
    List<String> differences = play.run();
    assertThat(differences)
        .containsExactlyElementsOf(ExampleDifferences.of(folder.substring("examples/".length())));
    assertThat(play.server.store.deployments().stream().map(Deployment::state))
        .containsExactlyElementsOf(endOf(folder));
  }

  private static List<DeploymentState> endOf(String folder) {
    return switch (folder.substring("examples/".length())) {
      case "auth-challenge", "flow-5-client-initiated/alt-no-update-now" -> List.of();
      // The network failed: it is tried again after a pause.
      case "flow-2-alternate-download/alt-download-failed" -> List.of(DeploymentState.WAITING);
      case "flow-4-download-and-update/alt-corrupt-package" -> List.of(DeploymentState.FAILED);
      case "flow-3-update-package-present/alt-user-declines" -> List.of(DeploymentState.DECLINED);
      case "flow-3-update-package-present/alt-device-initiated" ->
          List.of(DeploymentState.VERIFYING);
      case "create-object" -> List.of(DeploymentState.DOWNLOADING);
      default -> List.of(DeploymentState.SUCCEEDED);
    };
  }

  /// One example at one server.
  private static final class Play {
    final String folder;
    final Form.Encoding encoding;
    final TestServer server;
    final ExampleClient client;
    final MessageLines theirs = new MessageLines();
    final MessageLines ours = new MessageLines();
    final List<String> differences = new ArrayList<>();
    final List<Golden> files;

    /// How many messages more than the example this session has had.
    int ahead;

    Play(String folder, Form.Encoding encoding) throws MalformedMessageException {
      this.folder = folder;
      this.encoding = encoding;
      this.files = Golden.messages(folder, encoding);
      List<Message> fromServer = new ArrayList<>();
      List<Message> fromClient = new ArrayList<>();
      for (Golden file : files)
        (file.isFromClient() ? fromClient : fromServer).add(decode(file).message());
      this.client = ExampleClient.of(fromClient, ExampleDifferences.UNSHOWN);
      this.server =
          new TestServer(profile(), ExampleCast.nonces(folder, fromServer), UnknownDevices.REFUSE);
      stage();
    }

    private boolean is(String name) {
      return folder.equals("examples/" + name);
    }

    private ModelProfile profile() {
      var dialect = ExampleCast.dialect(ExampleCast.OBJECT, false);
      if (is("create-object"))
        return TestProfiles.only(
            ExampleCast.dialect(DmUri.of("./FwUpdate/FwPkg2"), true),
            AuthScheme.NONE,
            Operation.DOWNLOAD_AND_UPDATE,
            Delivery.DESCRIPTOR);
      boolean downloads =
          is("flow-2-alternate-download")
              || is("flow-5-client-initiated/alt-1-download-then-update");
      boolean replaces =
          is("flow-1-dm-replace") || is("flow-5-client-initiated/alt-2-replace-then-update");
      Operation operation =
          downloads
              ? Operation.DOWNLOAD
              : replaces ? Operation.UPDATE : Operation.DOWNLOAD_AND_UPDATE;
      return TestProfiles.only(
          dialect, AuthScheme.MD5, operation, replaces ? Delivery.DM : Delivery.DESCRIPTOR);
    }

    private void stage() {
      boolean isAsked = folder.contains("flow-5");
      byte[] content = new byte[is("flow-1-dm-replace") ? LARGE : 96];
      new Random(7).nextBytes(content);
      Task.Blob blob = server.content.put("content", content);
      if (!is("flow-5-client-initiated/alt-no-update-now") && !is("auth-challenge"))
        server.store.put(ExampleCast.firmware(blob.id(), blob.size(), isAsked));
      server.store.put(device());
      if (!isAsked && !is("auth-challenge")) server.store.put(deployment());
    }

    private Device device() {
      if (is("flow-1-dm-replace")) return ExampleCast.unknown(folder);
      if (is("create-object")) {
        var object =
            new FumoObject(
                DmUri.of("./FwUpdate/FwPkg2"),
                EnumSet.of(Part.DOWNLOAD_AND_UPDATE),
                Optional.empty(),
                Map.of());
        return ExampleCast.unknown(folder).withObject(object);
      }
      return ExampleCast.inspected(folder, folder.contains("flow-3") ? 50 : 10);
    }

    private Deployment deployment() {
      var none = Deployment.Wish.NONE;
      var ask =
          new Deployment.Wish(
              Optional.of(Operation.UPDATE), Optional.empty(), Optional.of(QUESTION));
      Deployment scheduled = ExampleCast.deployment(folder.contains("flow-3") ? ask : none);
      if (folder.endsWith("alt-download-failed"))
        return underWay(scheduled, "dl-2001", Operation.DOWNLOAD);
      if (folder.endsWith("alt-corrupt-package"))
        return underWay(scheduled, "dau-4001", Operation.DOWNLOAD_AND_UPDATE);
      if (folder.endsWith("alt-device-initiated"))
        return scheduled
            .withPackagePresent(true)
            .to(DeploymentState.DOWNLOADED, "the device holds the package", TestServer.START);
      return scheduled;
    }

    private static Deployment underWay(
        Deployment scheduled, String correlator, Operation operation) {
      var attempt =
          new Attempt(
              new Correlator(correlator),
              operation,
              Delivery.DESCRIPTOR,
              Optional.empty(),
              Attempt.Step.ACCEPTED,
              Optional.empty(),
              TestServer.START);
      return scheduled
          .with(attempt)
          .to(DeploymentState.DOWNLOADING, "accepted earlier", TestServer.START);
    }

    List<String> run() throws MalformedMessageException {
      Optional<TestServer.Reply> last = Optional.empty();
      for (int i = 0; i < files.size(); i++) {
        Golden file = files.get(i);
        if (!file.isFromClient()) {
          if (i > 0) continue; // compared with the client message before it
          last = Optional.of(server.send(create(decode(opening()).message()), form(file)));
          compare(file, last.get());
          continue;
        }
        if (decode(file).message().header().msgId().text().equals("1")) ahead = 0;
        last = Optional.of(say(file, last));
        for (int extra = ExampleDifferences.extraTurns(file.path()); extra > 0; extra--) {
          Message said = last.get().message();
          ahead++;
          ours.of(said, ahead).stream()
              .filter(line -> !line.matches("(session|to|from|limits|Status|Final).*"))
              .forEach(line -> differences.add(name(file) + ": turn + " + line));
          Message template = decode(file).message();
          last =
              Optional.of(
                  server.send(client.adapted(template, Optional.empty(), said), form(file)));
        }
        if (i + 1 < files.size()) compare(files.get(i + 1), last.get());
      }
      return differences;
    }

    /// The example of an object created by Add begins with the server's message.
    private Golden opening() {
      Golden first = files.getFirst();
      return first.isFromClient()
          ? first
          : Golden.messages("examples/auth-challenge", encoding).getFirst();
    }

    private static Message create(Message opening) {
      var header = opening.header();
      return new Message(
          new io.fumarole.protocol.syncml.SyncHdr(
              header.verDtd(),
              header.verProto(),
              "32",
              header.msgId(),
              header.target(),
              header.source(),
              Optional.empty(),
              Optional.empty(),
              header.meta()),
          opening.commands(),
          true);
    }

    private TestServer.Reply say(Golden file, Optional<TestServer.Reply> last)
        throws MalformedMessageException {
      Message example = decode(file).message();
      boolean opens = example.header().msgId().text().equals("1") || is("auth-challenge");
      if (opens || ExampleClient.fits(example, last.orElseThrow().message())) {
        Message renamed = ExampleClient.renamed(example, correlators());
        Octets octets =
            renamed.equals(example) ? file.octets() : Codec.encode(renamed, decode(file).form());
        return server.send(octets, encoding, Optional.empty());
      }
      differences.add(name(file) + ": adapted");
      Message adapted = client.adapted(example, Optional.of(example), last.orElseThrow().message());
      return server.send(adapted, form(file));
    }

    /// From the example's correlators to ours, by the order of the Execs.
    private Map<String, String> correlators() {
      Map<String, String> map = new HashMap<>();
      for (int i = 0; theirs.correlatorAt(i).isPresent(); i++) {
        int index = i;
        ours.correlatorAt(i).ifPresent(c -> map.put(theirs.correlatorAt(index).orElseThrow(), c));
      }
      return map;
    }

    private void compare(Golden file, TestServer.Reply reply) throws MalformedMessageException {
      for (String line :
          MessageLines.difference(
              theirs.of(decode(file).message(), 0), ours.of(reply.message(), ahead))) {
        if (!line.equals(ExampleDifferences.LIMITS)) differences.add(name(file) + ": " + line);
      }
    }

    private Form form(Golden file) throws MalformedMessageException {
      return decode(file).form();
    }

    private static String name(Golden file) {
      return file.fileName().substring(0, file.fileName().lastIndexOf('.'));
    }

    private static Codec.Decoded decode(Golden file) throws MalformedMessageException {
      return Codec.decode(file.octets(), file.encoding(), Limits.DEFAULT);
    }
  }
}
