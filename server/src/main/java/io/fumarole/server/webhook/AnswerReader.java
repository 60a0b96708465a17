package io.fumarole.server.webhook;

import io.fumarole.server.webhook.Answer.Answered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the answer to a call, and no more of it than people need. Spec: RFC 9112.
final class AnswerReader {
  private static final int LARGEST_HEAD = 16 * 1_024;
  private static final int LARGEST_EXCERPT = 300;

  /// Of answers that are none yet (1xx).
  private static final int MOST_INTERIM = 5;

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
  private static final Pattern SECONDS =
      Pattern.compile("(?im)^retry-after:[ \\t]*([0-9]{1,6})[ \\t]*$");
  private static final Pattern LENGTH =
      Pattern.compile("(?im)^content-length:[ \\t]*([0-9]{1,18})[ \\t]*$");

  private AnswerReader() {}

  /// @throws IOException when it is none
  static Answered read(InputStream in) throws IOException {
    for (int i = 0; i < MOST_INTERIM; i++) {
      String head = head(in);
      Matcher first = STATUS.matcher(head.lines().findFirst().orElse(""));
      if (!first.matches()) throw new IOException("what it answered is no HTTP/1.1");
      int status = Integer.parseInt(first.group(1));
      if (status >= 200) return answered(status, head, in);
    }
    throw new IOException("it answers without an end");
  }

  private static Answered answered(int status, String head, InputStream in) {
    Matcher seconds = SECONDS.matcher(head);
    Optional<Duration> notBefore =
        seconds.find()
            ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1))))
            : Optional.empty();
    return new Answered(status, status / 100 == 2 ? "" : excerpt(head, in), notBefore);
  }

  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int newLines = 0;
    while (newLines < 2) {
      int next = in.read();
      if (next < 0) throw new IOException("it hung up before it had answered");
      if (head.size() >= LARGEST_HEAD) throw new IOException("the head of its answer is too large");
      head.write(next);
      if (next == '\n') newLines++;
      else if (next != '\r') newLines = 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
  }

  /// What there is of it: that the rest does not come changes nothing.
  private static String excerpt(String head, InputStream in) {
    Matcher length = LENGTH.matcher(head);
    long most =
        length.find()
            ? Math.min(Long.parseLong(length.group(1)), LARGEST_EXCERPT)
            : LARGEST_EXCERPT;
    byte[] octets = new byte[(int) most];
    int count = 0;
    try {
      while (count < octets.length) {
        int more = in.read(octets, count, octets.length - count);
        if (more < 0) break;
        count += more;
      }
    } catch (IOException broken) {
      return printable(octets, count);
    }
    return printable(octets, count);
  }

  private static String printable(byte[] octets, int count) {
    return new String(octets, 0, count, StandardCharsets.UTF_8)
        .replaceAll("[\\s\\p{Cntrl}\\p{Cf}\uFFFD]+", " ")
        .strip();
  }
}
