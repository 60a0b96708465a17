/// The demo: every flow of the seed, over real HTTP, with a real image. Start at [Demo].
@NullMarked
package io.fumarole.app.demo;

import org.jspecify.annotations.NullMarked;
