/// TLS of the server's own port: its certificate, and those that devices show.
@NullMarked
package io.fumarole.server.tls;

import org.jspecify.annotations.NullMarked;
