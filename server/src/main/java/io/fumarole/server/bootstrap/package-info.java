/// Bootstrap messages: how a device gets its account with this server.
@NullMarked
package io.fumarole.server.bootstrap;

import org.jspecify.annotations.NullMarked;
