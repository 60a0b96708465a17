package io.fumarole.agent.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.agent.disk.DeviceState;
import io.fumarole.agent.disk.Order;
import io.fumarole.agent.disk.RealDisk;
import io.fumarole.agent.disk.Report;
import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.install.PackageJudge;
import io.fumarole.agent.testing.Bundles;
import io.fumarole.agent.testing.FileServer;
import io.fumarole.agent.testing.FileServer.Fault;
import io.fumarole.agent.testing.Lamp;
import io.fumarole.agent.update.DeviceOperations.Progress;
import io.fumarole.firmware.Manifest;
import io.fumarole.firmware.SigningKey;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.fumo.FumoState;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
class DeviceOperationsTest {
  private static final PackageJudge.Policy STRICT = new PackageJudge.Policy(false, false);
  private static final int SIZE = 3_000_000;

  private final SigningKey key = SigningKey.generate(new SecureRandom());
  private final byte[] image = Bundles.image(SIZE, 5);
  @TempDir private Path directory;
  private FileServer server;
  private Bundles bundles;
  private Lamp lamp;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    bundles = new Bundles(directory.resolve("made"), key);
    lamp = new Lamp(directory.resolve("lamp"), new RealDisk(), key, STRICT);
    serve(bundles.sign(image, Bundles.draft("2.0", 2)));
  }

  @AfterEach
  void stop() {
    server.close();
    lamp.close();
  }

  @Test
  void downloadsOnceOrderedAndReportsOnce() throws Exception {
    orderDownload(Operation.DOWNLOAD);
    Lamp.Booted end = lamp.run();
    assertThat(end.store().state().fumoState()).isEqualTo(FumoState.READY_TO_UPDATE);
    assertThat(reports(end)).containsExactly(report(AlertType.DOWNLOAD, ResultCode.SUCCESS));
    assertThat(end.installer().runningVersion()).isEqualTo("1.0");
    assertThat(end.operations().perform()).isEqualTo(Progress.IDLE);
  }

  @Test
  void updatesAPackageAtHandAndRunsItAfterTheRestart() throws Exception {
    orderDownload(Operation.DOWNLOAD);
    Lamp.Booted downloaded = lamp.run();
    downloaded.store().commit(state -> state.withoutReports(List.of(1L)));
    lamp.order(FumoState.UPDATE_PROGRESSING, Order.update(Optional.of("c-2")));

    Lamp.Booted end = lamp.run();
    assertThat(end.slot()).isEqualTo(Slot.B);
    assertThat(end.installer().runningVersion()).isEqualTo("2.0");
    assertThat(end.store().state().fumoState()).isEqualTo(FumoState.UPDATE_SUCCESSFUL_HAVE_DATA);
    assertThat(reports(end))
        .containsExactly(
            new Report(
                2, AlertType.UPDATE, Optional.of("c-2"), "./FwUpdate", 200, "informational"));
    assertThat(lamp.slots().image(Slot.B)).hasBinaryContent(image);

    end.operations().cleanUp();
    assertThat(lamp.store().state().fumoState()).isEqualTo(FumoState.UPDATE_SUCCESSFUL_NO_DATA);
    assertThat(lamp.files().isHeld()).isFalse();
  }

  @Test
  void aCombinedOperationEndsWithOneReport() throws Exception {
    orderDownload(Operation.DOWNLOAD_AND_UPDATE);
    Lamp.Booted end = lamp.run();
    assertThat(end.installer().runningVersion()).isEqualTo("2.0");
    assertThat(reports(end))
        .containsExactly(report(AlertType.DOWNLOAD_AND_UPDATE, ResultCode.SUCCESS));
  }

  @Test
  void aDescriptorLeadsToThePackageAndIsToldHowItEnded() throws Exception {
    serveDescriptor(0);
    orderUrl(Operation.DOWNLOAD, "/dd");
    Lamp.Booted end = lamp.run();
    assertThat(reports(end)).containsExactly(report(AlertType.DOWNLOAD, ResultCode.SUCCESS));
    assertThat(server.requests())
        .containsExactly("GET /dd", "GET /pkg", "POST /notify 900 Success");
  }

  @Test
  void aFailureOfADescriptorDeliveryGoesToBothReports() throws Exception {
    serveDescriptor(1);
    orderUrl(Operation.DOWNLOAD, "/dd");
    Lamp.Booted end = lamp.run();
    assertThat(reports(end))
        .containsExactly(report(AlertType.DOWNLOAD, ResultCode.CORRUPTED_PACKAGE));
    assertThat(server.requests()).contains("POST /notify 905 Attribute mismatch");
  }

  @Test // the descriptor is asked for again, the package is not
  void aDescriptorDeliveryGoesOnWhereItBroke() throws Exception {
    serveDescriptor(0);
    orderUrl(Operation.DOWNLOAD, "/dd");
    server.next(new Fault.Whole(), new Fault.CutAfter(1_000_000), new Fault.Status(404));
    assertThat(reports(lamp.run())).containsExactly(report(AlertType.DOWNLOAD, ResultCode.BAD_URL));
    orderUrl(Operation.DOWNLOAD, "/dd");
    Lamp.Booted end = lamp.run();
    assertThat(end.store().state().fumoState()).isEqualTo(FumoState.READY_TO_UPDATE);
    // How much of what was sent before the cut reached the disk is the network's affair.
    List<String> requests = server.requests();
    assertThat(requests.subList(requests.lastIndexOf("GET /dd"), requests.size()))
        .anyMatch(line -> line.matches("GET /pkg bytes=[1-9][0-9]*-"))
        .doesNotContain("GET /pkg");
  }

  @Test
  void anInstallNotifyThatFailsIsRepeatedAndDoesNotStopTheOperation() throws Exception {
    serveDescriptor(0);
    orderUrl(Operation.DOWNLOAD, "/dd");
    server.next(new Fault.Whole(), new Fault.Whole());
    for (int i = 0; i < 3; i++) server.next(new Fault.Status(500));
    Lamp.Booted end = lamp.run();
    assertThat(reports(end)).containsExactly(report(AlertType.DOWNLOAD, ResultCode.SUCCESS));
    assertThat(server.requests()).filteredOn(line -> line.startsWith("POST")).hasSize(3);
  }

  enum Flaw {
    CORRUPT(402),
    TRUNCATED(402),
    OTHER_MODEL(403),
    OTHER_VENDOR(403),
    OTHER_FROM_VERSION(403),
    OTHER_KEY(404),
    CHANGED_MANIFEST(404),
    UNSIGNED(404),
    OLD_SEQUENCE(405);

    private final int code;

    Flaw(int code) {
      this.code = code;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBadPackageIsReportedAndTheOldFirmwareStays(Flaw flaw) throws Exception {
    serve(flawed(flaw));
    orderDownload(Operation.DOWNLOAD_AND_UPDATE);
    Lamp.Booted end = lamp.run();
    assertThat(reports(end))
        .containsExactly(report(AlertType.DOWNLOAD_AND_UPDATE, new ResultCode(flaw.code)));
    assertThat(end.store().state().fumoState()).isEqualTo(FumoState.DOWNLOAD_FAILED);
    assertThat(end.slot()).isEqualTo(Slot.A);
    assertThat(end.installer().runningVersion()).isEqualTo("1.0");
  }

  @Test
  void aPackageThatWasBadIsFetchedAnew() throws Exception {
    serve(flawed(Flaw.CORRUPT));
    orderDownload(Operation.DOWNLOAD);
    lamp.run();
    serve(bundles.sign(image, Bundles.draft("2.0", 2)));
    orderDownload(Operation.DOWNLOAD);
    assertThat(lamp.run().store().state().fumoState()).isEqualTo(FumoState.READY_TO_UPDATE);
    assertThat(server.requests()).containsExactly("GET /pkg", "GET /pkg");
  }

  @ParameterizedTest // the same, when the server put the package into PkgData
  @EnumSource
  void aBadPackageAtHandFailsTheUpdate(Flaw flaw) throws Exception {
    Files.write(lamp.files().held(), flawed(flaw));
    lamp.order(FumoState.UPDATE_PROGRESSING, Order.update(Optional.of("c-1")));
    Lamp.Booted end = lamp.run();
    assertThat(reports(end)).containsExactly(report(AlertType.UPDATE, new ResultCode(flaw.code)));
    assertThat(end.store().state().fumoState()).isEqualTo(FumoState.UPDATE_FAILED_HAVE_DATA);
    assertThat(end.slot()).isEqualTo(Slot.A);
    assertThat(lamp.slots().manifest(Slot.B)).isEmpty();
  }

  private byte[] flawed(Flaw flaw) throws IOException {
    byte[] good = bundles.sign(image, Bundles.draft("2.0", 2));
    Manifest.Draft draft = Bundles.draft("2.0", 2);
    switch (flaw) {
      case CORRUPT -> good[good.length - 7] ^= 1;
      case CHANGED_MANIFEST -> good = changedVersion(good);
      case TRUNCATED -> good = Arrays.copyOf(good, good.length - 1);
      case OTHER_MODEL ->
          good = bundles.sign(image, draft("Example", "Toaster", Optional.empty(), draft));
      case OTHER_VENDOR ->
          good = bundles.sign(image, draft("Other", "Lamp", Optional.empty(), draft));
      case OTHER_FROM_VERSION ->
          good = bundles.sign(image, draft("Example", "Lamp", Optional.of("1.5"), draft));
      case OTHER_KEY -> good = bundles.sign(image, draft, SigningKey.generate(new SecureRandom()));
      case UNSIGNED -> good = image;
      case OLD_SEQUENCE -> good = bundles.sign(image, Bundles.draft("0.9", 1));
    }
    return good;
  }

  private static Manifest.Draft draft(
      String vendor, String model, Optional<String> from, Manifest.Draft like) {
    return new Manifest.Draft(
        vendor, model, from, like.toVersion(), like.sequence(), like.hardware());
  }

  /// Gives the manifest another version without signing it anew.
  private static byte[] changedVersion(byte[] bundle) {
    String head = new String(bundle, 0, 400, StandardCharsets.ISO_8859_1);
    bundle[head.indexOf("2.0")] = '3';
    return bundle;
  }

  @Test
  void policyMayTakeAVendorsOwnFile() throws Exception {
    lamp.close();
    lamp =
        new Lamp(
            directory.resolve("open"), new RealDisk(), key, new PackageJudge.Policy(true, false));
    serve(image);
    orderDownload(Operation.DOWNLOAD_AND_UPDATE);
    Lamp.Booted end = lamp.run();
    assertThat(reports(end))
        .containsExactly(report(AlertType.DOWNLOAD_AND_UPDATE, ResultCode.SUCCESS));
    assertThat(end.installer().runningVersion()).startsWith("sha256-");
    assertThat(lamp.slots().image(Slot.B)).hasBinaryContent(image);
  }

  @Test
  void aFirmwareThatIsNotWellIsRolledBack() throws Exception {
    Lamp.Booted end = rolledBack();
    assertThat(end.slot()).isEqualTo(Slot.A);
    assertThat(end.installer().runningVersion()).isEqualTo("1.0");
    assertThat(end.store().state().fumoState()).isEqualTo(FumoState.UPDATE_FAILED_HAVE_DATA);
    assertThat(reports(end))
        .containsExactly(report(AlertType.DOWNLOAD_AND_UPDATE, ResultCode.UPDATE_FAILED));
  }

  @Test // the next operation must not be judged by how the last one ended
  void anUpdateWorksAfterOneThatWasRolledBack() throws Exception {
    rolledBack();
    lamp.health(HealthCheck.STARTED);
    lamp.order(FumoState.UPDATE_PROGRESSING, Order.update(Optional.empty()));
    Lamp.Booted end = lamp.run();
    assertThat(end.installer().runningVersion()).isEqualTo("2.0");
    assertThat(end.store().state().reports()).hasSize(2);
  }

  private Lamp.Booted rolledBack() throws Exception {
    lamp.health(slot -> slot == Slot.B ? Optional.of("no light") : Optional.empty());
    orderDownload(Operation.DOWNLOAD_AND_UPDATE);
    return lamp.run();
  }

  @Test
  void theDeviceStartsAnUpdateByItselfOnlyWithAPackage() throws Exception {
    assertThat(lamp.boot().operations().startUpdate()).isPresent();
    orderDownload(Operation.DOWNLOAD);
    assertThat(lamp.run().operations().startUpdate()).isEmpty();
    Lamp.Booted end = lamp.run();
    assertThat(reports(end).getLast())
        .isEqualTo(
            new Report(2, AlertType.UPDATE, Optional.empty(), "./FwUpdate", 200, "informational"));
  }

  @Test
  void aStageThatNobodySurvivesIsGivenUp() throws Exception {
    Order order = Order.download(Operation.DOWNLOAD, Optional.of("c-1"), server.url("/pkg"));
    for (int i = 0; i < DeviceOperations.MOST_STARTS; i++) order = order.begun();
    lamp.order(FumoState.DOWNLOAD_PROGRESSING, order);
    Lamp.Booted end = lamp.run();
    assertThat(reports(end)).containsExactly(report(AlertType.DOWNLOAD, ResultCode.UNDEFINED));
    assertThat(server.requests()).isEmpty();
  }

  private void serve(byte[] content) {
    server.serve("/pkg", content, "application/octet-stream", "\"" + content.length + "\"");
  }

  /// @param error how much the descriptor is wrong about the size
  private void serveDescriptor(int error) throws IOException {
    byte[] bundle = bundles.sign(image, Bundles.draft("2.0", 2));
    String descriptor =
        """
        <media xmlns="http://www.openmobilealliance.org/xmlns/dd">
          <type>application/octet-stream</type><size>%d</size><objectURI>%s</objectURI>
          <installNotifyURI>%s</installNotifyURI>
        </media>
        """
            .formatted(bundle.length + error, server.url("/pkg"), server.url("/notify"));
    server.serve(
        "/dd", descriptor.getBytes(StandardCharsets.UTF_8), "application/vnd.oma.dd+xml", "");
  }

  private void orderDownload(Operation operation) throws IOException {
    orderUrl(operation, "/pkg");
  }

  private void orderUrl(Operation operation, String path) throws IOException {
    lamp.order(
        FumoState.DOWNLOAD_PROGRESSING,
        Order.download(operation, Optional.of("c-1"), server.url(path)));
  }

  private static List<Report> reports(Lamp.Booted booted) {
    DeviceState state = booted.store().state();
    return state.reports();
  }

  private static Report report(AlertType type, ResultCode code) {
    return Report.of(1, type, Optional.of("c-1"), "./FwUpdate", code);
  }
}
