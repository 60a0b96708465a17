package io.fumarole.agent.user;

import io.fumarole.protocol.dm.session.Interaction;
import io.fumarole.protocol.dm.session.Interaction.Reply;
import io.fumarole.protocol.syncml.AlertCode;

/// Who sees what the server shows and answers what it asks. Spec: syncml-dm 5.1.
public interface User {
  Reply interact(Interaction interaction);

  /// Whether the user lets the server have a session that it announced with a question.
  boolean mayStart(String serverId);

  /// Whether the user lets a bootstrap message replace the device's account. Who cannot be asked
  /// has not agreed. Spec: notification 5.3.
  default boolean mayReplaceAccount(String serverId) {
    return false;
  }

  /// Shows something of the device's own.
  void tell(String text);

  /// One who says yes, or no, to everything. Where something must be typed or chosen, the one takes
  /// the server's default response, and the other cancels.
  static User always(boolean yes) {
    return new StandIn(yes) {
      @Override
      public Reply interact(Interaction interaction) {
        return switch (interaction.code()) {
          case AlertCode.DISPLAY -> Reply.YES;
          case AlertCode.CONFIRM -> yes ? Reply.YES : Reply.NO;
          default -> yes ? interaction.byDefault().orElse(Reply.TIMEOUT) : Reply.CANCELLED;
        };
      }
    };
  }

  /// A device without display and keys: nothing can be shown or asked (406), and a session that was
  /// announced with a question begins without one.
  static User absent() {
    return new StandIn(true) {
      @Override
      public Reply interact(Interaction interaction) {
        return Reply.NOT_SUPPORTED;
      }
    };
  }
}
