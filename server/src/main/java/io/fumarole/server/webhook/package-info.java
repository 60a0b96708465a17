/// What happens, told to programs by HTTP: found, brought, and brought again.
@NullMarked
package io.fumarole.server.webhook;

import org.jspecify.annotations.NullMarked;
