package io.fumarole.firmware;

import java.util.Optional;
import java.util.OptionalLong;

/// The device that a file is judged for, and what its owner allows.
///
/// @param runningSequence of the image that runs; empty when unknown, as for an image that came
///   without a manifest: then nothing counts as a downgrade
/// @param hardware the device's revision; empty when it does not know, then only an image for all
///   hardware will do
/// @param allowDowngrade whether an image that is not newer may be installed
/// @param allowUnsigned whether a vendor's own file may be installed without our signature
public record Target(
    String vendor,
    String model,
    String runningVersion,
    OptionalLong runningSequence,
    Optional<String> hardware,
    boolean allowDowngrade,
    boolean allowUnsigned) {}
