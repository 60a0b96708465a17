/// Thousands of devices in one process, against a server that runs.
@NullMarked
package io.fumarole.lab.fleet;

import org.jspecify.annotations.NullMarked;
