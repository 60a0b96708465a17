/// The bundle: a firmware file led by a signed manifest. Start at [Bundle] for the octets, at
/// [BundleSigner] to make one, and at [BundleVerifier] to judge one.
@NullMarked
package io.fumarole.firmware;

import org.jspecify.annotations.NullMarked;
