package io.fumarole.protocol.syncml;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The MetInf elements that DM uses, as text. Spec: META, syncml-dm 7.
///
/// @param nextNonce as it arrived: base64 text, or raw octets from peers that send them so
public record Meta(
    Optional<String> format,
    Optional<String> type,
    Optional<String> mark,
    Optional<String> size,
    Optional<String> version,
    Optional<Octets> nextNonce,
    Optional<String> maxMsgSize,
    Optional<String> maxObjSize,
    List<String> emi) {
  public static final Meta NONE =
      new Meta(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of());

  public Meta {
    emi = List.copyOf(emi);
  }

  public static Meta format(String format) {
    return NONE.withFormat(format);
  }

  public static Meta type(String type) {
    return NONE.withType(type);
  }

  public static Meta of(String format, String type) {
    return NONE.withFormat(format).withType(type);
  }

  public boolean isEmpty() {
    return equals(NONE);
  }

  public Meta withFormat(String value) {
    return new Meta(
        Optional.of(value), type, mark, size, version, nextNonce, maxMsgSize, maxObjSize, emi);
  }

  public Meta withType(String value) {
    return new Meta(
        format, Optional.of(value), mark, size, version, nextNonce, maxMsgSize, maxObjSize, emi);
  }

  public Meta withMark(String value) {
    return new Meta(
        format, type, Optional.of(value), size, version, nextNonce, maxMsgSize, maxObjSize, emi);
  }

  public Meta withSize(long octets) {
    return new Meta(
        format,
        type,
        mark,
        Optional.of(Long.toString(octets)),
        version,
        nextNonce,
        maxMsgSize,
        maxObjSize,
        emi);
  }

  public Meta withNextNonce(Octets base64) {
    return new Meta(
        format, type, mark, size, version, Optional.of(base64), maxMsgSize, maxObjSize, emi);
  }

  public Meta withLimits(long messageOctets, long objectOctets) {
    return new Meta(
        format,
        type,
        mark,
        size,
        version,
        nextNonce,
        Optional.of(Long.toString(messageOctets)),
        Optional.of(Long.toString(objectOctets)),
        emi);
  }

  /// The elements of `this`, and those of `outer` that `this` lacks: a command's Meta holds for its
  /// Items.
  public Meta orElse(Meta outer) {
    return new Meta(
        format.or(outer::format),
        type.or(outer::type),
        mark.or(outer::mark),
        size.or(outer::size),
        version.or(outer::version),
        nextNonce.or(outer::nextNonce),
        maxMsgSize.or(outer::maxMsgSize),
        maxObjSize.or(outer::maxObjSize),
        emi.isEmpty() ? outer.emi : emi);
  }

  /// `Size` in octets as carried in the message; empty when absent or not a number.
  public OptionalLong sizeNumber() {
    return size.map(Numbers::parse).orElse(OptionalLong.empty());
  }

  public OptionalLong maxMsgSizeNumber() {
    return maxMsgSize.map(Numbers::positive).orElse(OptionalLong.empty());
  }

  public OptionalLong maxObjSizeNumber() {
    return maxObjSize.map(Numbers::positive).orElse(OptionalLong.empty());
  }
}
