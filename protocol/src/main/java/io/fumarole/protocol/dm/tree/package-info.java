/// The management tree of a device as a value, with the commands of a server on it. Spec: TND,
/// syncml-dm 10.
@NullMarked
package io.fumarole.protocol.dm.tree;

import org.jspecify.annotations.NullMarked;
