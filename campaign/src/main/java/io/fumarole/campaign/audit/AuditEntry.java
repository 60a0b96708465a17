package io.fumarole.campaign.audit;

import io.fumarole.protocol.syncml.Octets;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/// One line of the audit.
///
/// @param number counts from 1 without a gap
/// @param kind of the actor, in a word
/// @param actor who did it
/// @param from whose address it came from
/// @param action what was asked for
/// @param subject what it was about
/// @param detail JSON, with secrets masked
/// @param outcome `asked` before it is done, afterwards how it ended
/// @param asked the number of the line that says what was asked, where this one says how it ended
public record AuditEntry(
    long number,
    Instant at,
    String kind,
    String actor,
    String from,
    String action,
    String subject,
    String detail,
    String outcome,
    Optional<Long> asked) {
  /// Before it is done.
  public static final String ASKED = "asked";

  /// Before it has its place in the chain.
  private static final long UNPLACED = 0;

  private static final int NONE = -1;

  public AuditEntry {
    if (number < UNPLACED) throw new IllegalArgumentException("entries count from 1");
    at = Instant.ofEpochMilli(at.toEpochMilli());
  }

  public static AuditEntry of(
      Instant at,
      String kind,
      String actor,
      String from,
      String action,
      String subject,
      String detail,
      String outcome,
      Optional<Long> asked) {
    return new AuditEntry(UNPLACED, at, kind, actor, from, action, subject, detail, outcome, asked);
  }

  public AuditEntry at(long place) {
    return new AuditEntry(place, at, kind, actor, from, action, subject, detail, outcome, asked);
  }

  /// What the chain is made over: each part with its length before it, so that no part runs into
  /// the next.
  ///
  /// @param before the chain of the entry before
  Octets canonical(Octets before) {
    var out = new ByteArrayOutputStream();
    put(out, before.toByteArray());
    put(out, number);
    put(out, at.toEpochMilli());
    for (String part : new String[] {kind, actor, from, action, subject, detail, outcome})
      put(out, part.getBytes(StandardCharsets.UTF_8));
    if (asked.isPresent()) put(out, asked.get());
    else out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(NONE).array());
    return Octets.wrap(out.toByteArray());
  }

  private static void put(ByteArrayOutputStream out, long number) {
    put(out, ByteBuffer.allocate(Long.BYTES).putLong(number).array());
  }

  private static void put(ByteArrayOutputStream out, byte[] part) {
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    out.writeBytes(part);
  }
}
