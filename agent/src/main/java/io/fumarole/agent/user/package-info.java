/// The person at the device, or the policy that stands in for one.
@NullMarked
package io.fumarole.agent.user;

import org.jspecify.annotations.NullMarked;
