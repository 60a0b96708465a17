package io.fumarole.lab.simulation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How bad things are while they are bad. Each seed has its own: in many only one kind of fault
/// strikes, so that the others do not hide what it does.
///
/// @param lost chance that a message or its answer is lost
/// @param late chance that it takes minutes
/// @param copied chance that a message arrives a second time, later
/// @param replayed chance that someone records a message and sends it again
/// @param serverCrash chance at each step of the server
/// @param powerCut chance that a start of a device ends in a power cut
/// @param downloadFault chance at each answer of the download site, and at each piece of it
/// @param illFirmware chance that a new firmware finds itself ill
record Weather(
    double lost,
    double late,
    double copied,
    double replayed,
    double serverCrash,
    double powerCut,
    double downloadFault,
    double illFirmware) {
  /// So long faults strike and operators order; then everything must come to rest.
  static final Duration STORM = Duration.ofHours(8);

  static final Weather CALM = new Weather(0, 0, 0, 0, 0, 0, 0, 0);

  static Weather of(RandomGenerator random) {
    return new Weather(
        some(random, 0.15),
        some(random, 0.1),
        some(random, 0.3),
        some(random, 0.2),
        some(random, 0.03),
        some(random, 0.7),
        some(random, 0.2),
        some(random, 0.3));
  }

  private static double some(RandomGenerator random, double most) {
    return random.nextInt(3) == 0 ? 0 : random.nextDouble(most);
  }
}
