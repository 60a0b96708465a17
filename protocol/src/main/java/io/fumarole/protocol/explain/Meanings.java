package io.fumarole.protocol.explain;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.fumo.FumoState;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.Optional;
import java.util.OptionalLong;

/// What nodes, codes and types mean for a firmware update, in a few words each.
final class Meanings {
  private Meanings() {}

  /// What an Exec of the node at `uri` starts. Spec: fumo 5.
  static Optional<String> ofExec(String uri) {
    for (Operation operation : Operation.values()) {
      if (uri.endsWith("/" + operation.node()))
        return Optional.of(
            switch (operation) {
              case DOWNLOAD -> "download the package and keep it";
              case UPDATE -> "install the package that is there";
              case DOWNLOAD_AND_UPDATE -> "download the package, then install it";
            });
    }
    return Optional.empty();
  }

  /// What a new value of the node at `uri` is for.
  static Optional<String> ofNewValue(String uri) {
    if (uri.endsWith("/Download/PkgURL")) return Optional.of("where Download finds the package");
    if (uri.endsWith("/DownloadAndUpdate/PkgURL"))
      return Optional.of("where DownloadAndUpdate finds the package");
    if (uri.endsWith("/Update/PkgData")) return Optional.of("the package itself");
    return Optional.empty();
  }

  /// What a suffix of a Get's address asks for. Spec: syncml-dm 10.
  static Optional<String> ofQuery(String uri) {
    int query = uri.indexOf('?');
    if (query < 0) return Optional.empty();
    String asked = uri.substring(query + 1);
    if (asked.equals("list=Struct")) return Optional.of("the subtree, without values");
    if (asked.equals("list=StructData")) return Optional.of("the subtree with its values");
    if (asked.startsWith("list=TNDS")) return Optional.of("the subtree as one document");
    if (asked.startsWith("prop=")) return Optional.of("a property of the node, not its value");
    return Optional.empty();
  }

  /// What a value that was read means. Spec: fumo 3.
  static Optional<String> ofValue(String uri, String text) {
    if (!uri.endsWith("/State")) return Optional.empty();
    OptionalLong number = Shown.wholeNumber(text);
    if (number.isEmpty()) return Optional.empty();
    return FumoState.of(Math.clamp(number.getAsLong(), 0, Integer.MAX_VALUE))
        .map(FumoState::title)
        .or(() -> Optional.of("a vendor's own state"));
  }

  /// What a generic alert of FUMO says. Spec: fumo 6 and 8.
  static String ofAlert(AlertType type, String data) {
    return switch (type) {
      case USER_REQUEST -> "the user asks for an update";
      case DEVICE_REQUEST -> "the device asks for an update";
      case DOWNLOAD -> "the download has ended: " + result(data);
      case UPDATE -> "the update has ended: " + result(data);
      case DOWNLOAD_AND_UPDATE -> "download and update have ended: " + result(data);
    };
  }

  /// The last segment of an alert's type.
  static String word(AlertType type) {
    return type.text().substring(type.text().lastIndexOf('.') + 1);
  }

  private static String result(String data) {
    return resultCode(data).map(ResultCode::meaning).orElse("the result code is not a number");
  }

  static Optional<ResultCode> resultCode(String data) {
    OptionalLong number = Shown.wholeNumber(data);
    return number.isPresent()
        ? Optional.of(new ResultCode(Math.clamp(number.getAsLong(), 0, Integer.MAX_VALUE)))
        : Optional.empty();
  }

  static String ofScheme(Optional<String> type) {
    if (type.isEmpty()) return "without a type";
    Optional<AuthScheme> scheme = AuthScheme.ofType(type.get());
    return scheme
        .map(known -> known.name() + " (" + known.type() + ")")
        .orElseGet(() -> "of unknown type " + Shown.name(type.get()));
  }

  /// What the sender of the answered command should make of a Status; where deployed devices have a
  /// habit, that.
  static Optional<String> ofStatus(String command, StatusCode code) {
    return Optional.ofNullable(
        switch (code.value()) {
          case 202 ->
              switch (command) {
                case "Exec" -> "it runs later; a generic alert will report the result";
                case "Alert" -> "understood; nothing comes of it in this session";
                default -> null;
              };
          case 213 -> "waiting for the next chunk";
          case 215 -> "skipped, because the user or an earlier command said no";
          case 401, 407 ->
              command.equals("SyncHdr")
                  ? "repeat the message with the credentials asked for"
                  : null;
          case 403 ->
              command.equals("Exec") ? "not now; often low battery or too little memory" : null;
          case 404 ->
              command.equals("Replace") ? "Replace never creates a node; Add it first" : null;
          case 405 -> command.equals("Exec") ? "often: busy, or its PkgURL is empty" : null;
          case 406 ->
              command.equals("Get") ? "not supported here, or the node is write-only" : null;
          case 411 -> "the first chunk of a large object must carry Size";
          case 413 -> "larger than the MaxMsgSize or MaxObjSize announced";
          case 418 -> command.equals("Add") ? "the node exists; Replace its value" : null;
          case 424 -> "the chunks do not add up to the Size announced";
          case 425 -> "the node's ACL does not grant this to the server";
          case 505 -> "VerDTD must be 1.1 or 1.2";
          case 513 -> "VerProto must be DM/1.1, DM/1.2 or DM/1.3";
          default -> null;
        });
  }

  /// 214 to 216 are in the class of success, but nothing was done.
  static boolean isAlarming(StatusCode code) {
    return !code.isSuccess() && !code.equals(StatusCode.CHUNK_ACCEPTED);
  }
}
