package io.fumarole.protocol.dm.notification;

import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The user data of an SMS with application ports: a header (UDH) and a piece of a push. Spec: 3GPP
/// 23.040 9.2.3.24, notification 3.1.
///
/// @param concatenation which piece this is, if there are several
/// @param head the header, explained
public record SmsUserData(
    int destinationPort,
    int sourcePort,
    Optional<Concatenation> concatenation,
    List<Explained> head,
    Octets payload) {
  /// An SMS holds this much, the header included.
  public static final int MOST_OCTETS = 140;

  /// Any: a device does not look at it.
  public static final int SOURCE_PORT = 0xC002;

  private static final int PORTS = 0x05;
  private static final int CONCATENATED = 0x00;
  private static final int CONCATENATED_WIDE = 0x08;
  private static final int SINGLE_HEADER = 7;
  private static final int PART_HEADER = 12;
  private static final int MOST_PARTS = 255;

  /// @param reference the same in all parts; 8 bits when we write it, up to 16 when read
  /// @param total from 1
  /// @param sequence from 1
  public record Concatenation(int reference, int total, int sequence) {
    public Concatenation {
      if (total < 1 || total > MOST_PARTS || sequence < 1 || sequence > total)
        throw new IllegalArgumentException("part %d of %d".formatted(sequence, total));
    }

    private String meaning() {
      return "part %d of %d of message %d".formatted(sequence, total, reference);
    }
  }

  public SmsUserData {
    head = List.copyOf(head);
  }

  /// Packs a push for the device's push port: in one SMS if it fits, else in several.
  ///
  /// @param reference 0 to 255, should differ from that of the last message to the device
  public static List<SmsUserData> split(Octets push, int reference) {
    if (push.length() <= MOST_OCTETS - SINGLE_HEADER) {
      return List.of(ours(Optional.empty(), push));
    }
    int most = MOST_OCTETS - PART_HEADER;
    int total = (push.length() + most - 1) / most;
    if (total > MOST_PARTS)
      throw new IllegalArgumentException(
          push.length() + " octets need more than 255 messages: leave out vendor data");
    List<SmsUserData> parts = new ArrayList<>();
    for (int sequence = 1; sequence <= total; sequence++) {
      int from = (sequence - 1) * most;
      Octets piece = push.slice(from, Math.min(from + most, push.length()));
      var place = new Concatenation(reference & 0xFF, total, sequence);
      parts.add(ours(Optional.of(place), piece));
    }
    return List.copyOf(parts);
  }

  private static SmsUserData ours(Optional<Concatenation> place, Octets payload) {
    int length = place.isEmpty() ? SINGLE_HEADER : PART_HEADER;
    int ports = WspPush.PORT;
    Fields fields = new Fields().add(headerLength(length - 1), length - 1);
    fields.add(portsMeaning(ports, SOURCE_PORT), PORTS, 4, ports >> 8, ports, 0xC0, 0x02);
    place.ifPresent(
        it -> fields.add(it.meaning(), CONCATENATED, 3, it.reference, it.total, it.sequence));
    return new SmsUserData(ports, SOURCE_PORT, place, fields.list(), payload);
  }

  private static String headerLength(int length) {
    return "length of the user data header: " + length;
  }

  private static String portsMeaning(int destination, int source) {
    return "application ports, to %d from %d".formatted(destination, source);
  }

  /// Puts the parts of one message together, in whatever order they came; empty while one is
  /// missing or when they do not belong together.
  public static Optional<Octets> join(List<SmsUserData> parts) {
    if (parts.size() == 1 && parts.getFirst().concatenation.isEmpty())
      return Optional.of(parts.getFirst().payload);
    if (parts.isEmpty() || parts.stream().anyMatch(part -> part.concatenation.isEmpty()))
      return Optional.empty();
    List<SmsUserData> ordered =
        parts.stream().sorted(Comparator.comparingInt(SmsUserData::sequence)).toList();
    Concatenation first = ordered.getFirst().concatenation.orElseThrow();
    Fields whole = new Fields();
    for (int i = 0; i < ordered.size(); i++) {
      var expected = new Concatenation(first.reference, first.total, Math.min(i + 1, first.total));
      if (!ordered.get(i).concatenation.equals(Optional.of(expected))) return Optional.empty();
      whole.add(ordered.get(i).payload, "part");
    }
    return ordered.size() == first.total
        ? Optional.of(Explained.octetsOf(whole.list()))
        : Optional.empty();
  }

  private int sequence() {
    return concatenation.map(Concatenation::sequence).orElse(0);
  }

  /// Reads user data whose header is present; information elements we do not know are skipped.
  public static SmsUserData parse(Octets octets) throws MalformedNotificationException {
    if (octets.length() > MOST_OCTETS)
      throw new MalformedNotificationException(
          MOST_OCTETS, "user data of %d octets, 140 are allowed".formatted(octets.length()));
    OctetReader reader = new OctetReader(octets);
    int length = reader.octet("length of the user data header");
    HeaderReader header = new HeaderReader();
    header.fields.add(headerLength(length), length);
    header.read(reader.part(length, "user data header"));
    if (header.destinationPort < 0)
      throw reader.refuse(0, "the header names no 16-bit ports (element 05), so this is no push");
    return new SmsUserData(
        header.destinationPort,
        header.sourcePort,
        header.concatenation,
        header.fields.list(),
        reader.rest());
  }

  /// Collects what the information elements say.
  private static final class HeaderReader {
    final Fields fields = new Fields();
    int destinationPort = -1;
    int sourcePort = -1;
    Optional<Concatenation> concatenation = Optional.empty();

    void read(OctetReader header) throws MalformedNotificationException {
      while (header.remaining() > 0) {
        int at = header.position();
        int kind = header.octet("information element");
        int length = header.octet("length of an information element");
        OctetReader element = header.part(length, "information element");
        String meaning =
            switch (kind) {
              case PORTS -> ports(element);
              case CONCATENATED -> place(at, element.octet("message reference"), element);
              case CONCATENATED_WIDE -> place(at, element.twoOctets("message reference"), element);
              default -> "another information element";
            };
        fields.add(header.since(at), meaning);
      }
    }

    private String ports(OctetReader element) throws MalformedNotificationException {
      destinationPort = element.twoOctets("destination port");
      sourcePort = element.twoOctets("source port");
      return portsMeaning(destinationPort, sourcePort);
    }

    private String place(int at, int reference, OctetReader element)
        throws MalformedNotificationException {
      int total = element.octet("number of parts");
      int sequence = element.octet("number of this part");
      if (sequence < 1 || sequence > total)
        throw element.refuse(at, "there is no part %d of %d".formatted(sequence, total));
      Concatenation found = new Concatenation(reference, total, sequence);
      concatenation = Optional.of(found);
      return found.meaning();
    }
  }

  public Octets octets() {
    return Explained.octetsOf(Explained.join(head, new Fields().add(payload, "payload").list()));
  }

  /// Only the header: the payload explains itself once it is whole.
  public List<Explained> explain() {
    return head;
  }
}
