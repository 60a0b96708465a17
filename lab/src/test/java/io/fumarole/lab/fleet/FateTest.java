package io.fumarole.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.install.FirmwareFile;
import io.fumarole.agent.install.Installer;
import io.fumarole.agent.update.PackageSource;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FateTest {
  private static final Path FILE = Path.of("part");
  private static final FirmwareFile FIRMWARE = new FirmwareFile(FILE, 0, 1, Optional.empty());

  private int fetched;
  private int installed;

  private PackageSource source(Fate fate) {
    return fate.around(
        (PackageSource)
            (_, _, _) -> {
              fetched++;
              return new PackageSource.Delivered.Arrived();
            });
  }

  private Installer installer(Fate fate) {
    return fate.around(
        new Installer() {
          @Override
          public Outcome install(FirmwareFile firmware) {
            installed++;
            return new Outcome.Installed(Slot.B);
          }

          @Override
          public String runningVersion() {
            return "sha256-0123456789abcdef";
          }
        });
  }

  private static Fate fate(String failures) {
    return new Fate(Failures.parse(failures), Optional.of("2.0"), new Random(1));
  }

  @ParameterizedTest
  @CsvSource({"407", "411", "412", "500", "501", "503"})
  void aCodeOfDownloadsKeepsThePackageAway(int code) throws InterruptedException {
    PackageSource source = source(fate(code + "=100%"));
    assertThat(source.fetch("http://host/p", FILE, _ -> new PackageSource.Verdict.Good()))
        .isInstanceOfSatisfying(
            PackageSource.Delivered.Missed.class,
            missed -> assertThat(missed.code()).isEqualTo(new ResultCode(code)));
    assertThat(fetched).isZero();
  }

  @ParameterizedTest
  @CsvSource({"400", "402", "410", "502", "450"})
  void anyOtherCodeStrikesOnceAllIsThere(int code) throws InterruptedException {
    Fate fate = fate(code + "=100%");
    assertThat(source(fate).fetch("http://host/p", FILE, _ -> new PackageSource.Verdict.Good()))
        .isInstanceOf(PackageSource.Delivered.Arrived.class);
    assertThat(installer(fate).install(FIRMWARE))
        .isInstanceOfSatisfying(
            Installer.Outcome.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(new ResultCode(code)));
    assertThat(installed).isZero();
  }

  /// Half of all must fail, not half of the downloads and half of the installs again.
  @Test
  void oneDrawCountsForTheWholeUpdate() throws InterruptedException {
    long seed = new Random().nextLong();
    Fate fate = new Fate(Failures.parse("410=50%"), Optional.empty(), new Random(seed));
    PackageSource source = source(fate);
    Installer installer = installer(fate);
    for (int i = 0; i < 10_000; i++) {
      PackageSource.Delivered delivered =
          source.fetch("http://host/p", FILE, _ -> new PackageSource.Verdict.Good());
      assertThat(delivered).isInstanceOf(PackageSource.Delivered.Arrived.class);
      assertThat(installer.install(FIRMWARE)).isNotNull();
    }
    assertThat(installed).as("seed %d", seed).isBetween(4_600, 5_400);
  }

  @Test
  void aVendorsOwnFileBringsTheVersionThatWasSaid() throws IOException {
    assertThat(installer(fate("0%")).runningVersion()).isEqualTo("2.0");
  }
}
