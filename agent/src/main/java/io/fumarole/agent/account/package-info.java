/// The account that a bootstrap message brought: kept on disk, in the place of the settings' own.
@NullMarked
package io.fumarole.agent.account;

import org.jspecify.annotations.NullMarked;
