package io.fumarole.protocol.fumo;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Task;
import java.util.Map;
import java.util.Optional;

/// How a model speaks FUMO.
///
/// @param root where the object is; empty when it is found by its Type
/// @param grouping whether the writing of `PkgURL` and the `Exec` may share a Sequence, or go one
///   by one
/// @param createByAdd whether the server creates the object with Add (then `root` says where)
/// @param versionNode the leaf that holds the running version
/// @param namesPackage whether `PkgName` and `PkgVersion` are written before the update
/// @param resultCodes codes that this model means otherwise than the standard: success, failure, or
///   neither (stand-by)
/// @param reading how the device is read before anything is done to it
public record Dialect(
    Optional<DmUri> root,
    Task.Grouping grouping,
    boolean createByAdd,
    DmUri versionNode,
    boolean namesPackage,
    Map<Integer, CodeMeaning> resultCodes,
    Reading reading) {
  /// The standard as written: the object is found by Type, commands share a Sequence.
  public static final Dialect STRICT =
      new Dialect(
          Optional.empty(),
          Task.Grouping.SEQUENCE,
          false,
          DmUri.of("./DevDetail/FwV"),
          false,
          Map.of(),
          Reading.GETS);

  public Dialect {
    resultCodes = Map.copyOf(resultCodes);
    if (createByAdd && root.isEmpty())
      throw new IllegalArgumentException("createByAdd needs a root: where is the object to be?");
    if (grouping == Task.Grouping.ATOMIC)
      throw new IllegalArgumentException(
          "grouping is sequence or plain: Exec may not be in Atomic");
  }

  /// How a device is read.
  public enum Reading {
    /// A Get for each node: every client can do that.
    GETS,
    /// One Get with `?list=TNDS`; a device that refuses it is read by Gets.
    TNDS
  }

  /// The same model, with commands that go one by one.
  public Dialect oneByOne() {
    return new Dialect(
        root, Task.Grouping.PLAIN, createByAdd, versionNode, namesPackage, resultCodes, reading);
  }

  public Dialect with(Reading value) {
    return new Dialect(root, grouping, createByAdd, versionNode, namesPackage, resultCodes, value);
  }

  /// What a result code amounts to.
  public enum CodeMeaning {
    SUCCESS,
    FAILURE,
    /// The device goes on later by itself: no end of the operation.
    STANDBY
  }

  public CodeMeaning meaningOf(ResultCode code) {
    CodeMeaning own = resultCodes.get(code.value());
    if (own != null) return own;
    if (code.isSuccess()) return CodeMeaning.SUCCESS;
    return code.isFailure() ? CodeMeaning.FAILURE : CodeMeaning.STANDBY;
  }
}
