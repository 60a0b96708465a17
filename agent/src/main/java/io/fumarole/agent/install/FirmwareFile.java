package io.fumarole.agent.install;

import io.fumarole.firmware.Manifest;
import java.nio.file.Path;
import java.util.Optional;

/// A package that was judged and may be installed.
///
/// @param imageOffset where the image starts in the file
/// @param imageSize octets of the image
/// @param manifest what the bundle says; empty for a vendor's own file
public record FirmwareFile(
    Path path, long imageOffset, long imageSize, Optional<Manifest> manifest) {}
