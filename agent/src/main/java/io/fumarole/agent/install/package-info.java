/// Judges a package and puts it where the device boots it from.
@NullMarked
package io.fumarole.agent.install;

import org.jspecify.annotations.NullMarked;
