@NullMarked
package io.fumarole.agent;

import org.jspecify.annotations.NullMarked;
