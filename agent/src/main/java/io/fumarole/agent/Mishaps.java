package io.fumarole.agent;

import io.fumarole.agent.install.Installer;
import io.fumarole.agent.tree.Refusals;
import io.fumarole.agent.update.PackageSource;

/// What a rehearsal puts between an agent and its parts, to let an update go wrong. On a real
/// device nothing stands there.
public interface Mishaps {
  Mishaps NONE = new Mishaps() {};

  default PackageSource around(PackageSource real) {
    return real;
  }

  default Installer around(Installer real) {
    return real;
  }

  default Refusals refusals() {
    return Refusals.NONE;
  }
}
