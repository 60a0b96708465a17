package io.fumarole.agent.user;

import io.fumarole.protocol.dm.session.ManagedDevice.Interaction;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.StatusCode;

/// Who sees what the server shows and answers what it asks. Spec: syncml-dm 5.1.
public interface User {
  /// 200 shown or yes, 304 no, 406 not supported, 408 no answer in time.
  StatusCode interact(Interaction interaction);

  /// Whether the user lets the server have a session that it announced with a question.
  boolean mayStart(String serverId);

  /// Whether the user lets a bootstrap message replace the device's account. Who cannot be asked
  /// has not agreed. Spec: notification 5.3.
  default boolean mayReplaceAccount(String serverId) {
    return false;
  }

  /// Shows something of the device's own.
  void tell(String text);

  /// One who says yes, or no, to everything.
  static User always(boolean yes) {
    return new User() {
      @Override
      public StatusCode interact(Interaction interaction) {
        return switch (interaction.code()) {
          case AlertCode.DISPLAY -> StatusCode.OK;
          case AlertCode.CONFIRM -> yes ? StatusCode.OK : StatusCode.NOT_MODIFIED;
          default -> StatusCode.NOT_SUPPORTED;
        };
      }

      @Override
      public boolean mayStart(String serverId) {
        return yes;
      }

      @Override
      public void tell(String text) {
        // Nobody is there to read it.
      }
    };
  }
}
