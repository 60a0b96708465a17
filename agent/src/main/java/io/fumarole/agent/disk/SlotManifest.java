package io.fumarole.agent.disk;

import java.util.OptionalLong;

/// What stands in a slot, taken from the firmware's own manifest when it was installed.
///
/// @param sequence the manifest's sequence number, which only rises; empty for a vendor's own file
/// @param sha256 of the image, in hex
/// @param size of the image, in octets
public record SlotManifest(String version, OptionalLong sequence, String sha256, long size) {}
