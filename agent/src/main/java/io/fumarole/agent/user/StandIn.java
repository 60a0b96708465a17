package io.fumarole.agent.user;

/// A policy in place of a person.
abstract class StandIn implements User {
  private final boolean mayStart;

  StandIn(boolean mayStart) {
    this.mayStart = mayStart;
  }

  @Override
  public boolean mayStart(String serverId) {
    return mayStart;
  }

  @Override
  public void tell(String text) {
    // Nobody is there to read it.
  }
}
