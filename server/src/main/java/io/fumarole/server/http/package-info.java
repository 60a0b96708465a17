/// Jetty with Javalin in it, held to our limits of time and size.
@NullMarked
package io.fumarole.server.http;

import org.jspecify.annotations.NullMarked;
