/// Fetches a package from an address: directly, or by way of an OMA DL descriptor.
@NullMarked
package io.fumarole.agent.download;

import org.jspecify.annotations.NullMarked;
