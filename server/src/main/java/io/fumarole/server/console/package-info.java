/// The web console: files that a browser runs. What it shows and does goes through the REST API.
@NullMarked
package io.fumarole.server.console;

import org.jspecify.annotations.NullMarked;
