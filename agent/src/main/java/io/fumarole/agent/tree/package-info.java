/// The device's management tree: what a server can see and do.
@NullMarked
package io.fumarole.agent.tree;

import org.jspecify.annotations.NullMarked;
