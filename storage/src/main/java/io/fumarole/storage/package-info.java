@NullMarked
package io.fumarole.storage;

import org.jspecify.annotations.NullMarked;
