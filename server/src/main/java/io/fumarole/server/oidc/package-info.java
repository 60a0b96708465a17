/// Signing in at an OpenID provider. Only here the library that speaks with it is known.
@NullMarked
package io.fumarole.server.oidc;

import org.jspecify.annotations.NullMarked;
