/// Signed addresses, and the downloads, descriptors and status reports behind them. Spec: dlota.
@NullMarked
package io.fumarole.server.download;

import org.jspecify.annotations.NullMarked;
