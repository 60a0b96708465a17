/// Who people are: their passwords.
@NullMarked
package io.fumarole.server.access;

import org.jspecify.annotations.NullMarked;
