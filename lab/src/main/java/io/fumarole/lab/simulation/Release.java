package io.fumarole.lab.simulation;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.firmware.BundleSigner;
import io.fumarole.firmware.Manifest;
import io.fumarole.firmware.SigningKey;
import io.fumarole.firmware.TrustedKeys;
import io.fumarole.protocol.syncml.Octets;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// One signed firmware for all devices of the simulation.
///
/// @param bundle what devices download
record Release(FirmwarePackage firmwarePackage, Octets bundle) {
  static final String VENDOR = "Example";
  static final String MODEL = "Lamp";
  static final String HARDWARE = "1";

  /// Small: a download of three pieces shows the same faults as one of thousands.
  private static final int IMAGE_OCTETS = 3_000;

  private static final int MOST = 4;

  /// The catalogue has another version for it than the firmware has for itself: devices report
  /// success, and it is none.
  private static final int MISLABELLED = 3;

  /// What a device gets whose user asks for an update.
  private static final int OFFERED = 2;

  private static final SigningKey KEY = SigningKey.generate(alwaysTheSame());

  static final TrustedKeys TRUSTED = TrustedKeys.of(KEY.verifyingKey());

  /// 2.0, 3.0 and so on, in this order.
  static final List<Release> ALL =
      IntStream.rangeClosed(2, MOST + 1).mapToObj(Release::make).toList();

  private static Release make(int number) {
    byte[] image = new byte[IMAGE_OCTETS];
    new Random(number).nextBytes(image);
    String version = number + ".0";
    String label = number == MISLABELLED ? version + ".1" : version;
    var draft =
        new Manifest.Draft(VENDOR, MODEL, Optional.empty(), version, number, List.of(HARDWARE));
    Octets bundle = BundleSigner.sign(Octets.wrap(image), draft, KEY);
    var described =
        new FirmwarePackage(
            new PackageId("lamp-" + number),
            "Lamp " + label,
            VENDOR,
            MODEL,
            Optional.empty(),
            label,
            "image-" + number,
            bundle.length(),
            FirmwarePackage.OCTET_STREAM,
            true,
            number == OFFERED,
            Agenda.START.plusSeconds(number));
    return new Release(described, bundle);
  }

  /// A secret of nobody: the same seed must give the same octets everywhere.
  private static SecureRandom alwaysTheSame() {
    try {
      SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
      random.setSeed(1);
      return random;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA1PRNG", e);
    }
  }

  String version() {
    return firmwarePackage.toVersion();
  }
}
