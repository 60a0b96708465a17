package io.fumarole.scenario;

import java.util.List;
import java.util.Optional;

/// One step of a conversation. Its rows are checked when they are played, each with its line.
public sealed interface Step {
  int line();

  /// Sends a message composed from rows.
  record Send(int line, List<Row> rows) implements Step {
    public Send {
      rows = List.copyOf(rows);
    }
  }

  /// Sends octets as they stand: hexadecimal, text in quotes, lengths by parentheses.
  record SendOctets(int line, List<Row> settings, List<Text> octets) implements Step {
    public SendOctets {
      settings = List.copyOf(settings);
      octets = List.copyOf(octets);
    }
  }

  /// A line that is not cut into words.
  record Text(int line, String text) {}

  /// Sends the last message once more, octet for octet.
  record Repeat(int line) implements Step {}

  /// Says nothing: closes the connection, or answers with an HTTP status only.
  ///
  /// @param httpStatus 0 closes the connection
  record Fail(int line, int httpStatus) implements Step {}

  /// Judges what was heard last.
  ///
  /// @param otherwise what it means when that is something else
  record Expect(int line, List<Row> rows, Otherwise otherwise) implements Step {
    public Expect {
      rows = List.copyOf(rows);
    }
  }

  /// Answers every command that is heard until a message meets the expectation.
  ///
  /// @param most how many answers at most
  /// @param otherwise what it means when no such message comes
  record AnswerUntil(int line, List<Row> rows, int most, Otherwise otherwise) implements Step {
    public AnswerUntil {
      rows = List.copyOf(rows);
    }
  }

  /// Asks over plain HTTP, as a download does; the expectation after it judges the answer.
  ///
  /// @param method GET, HEAD or POST
  /// @param body what a POST carries
  record Fetch(int line, String method, String url, List<Header> headers, Optional<String> body)
      implements Step {
    public Fetch {
      headers = List.copyOf(headers);
    }
  }

  /// A header of a request over plain HTTP.
  record Header(int line, String name, String value) {}

  /// Judges what a device has asked for over plain HTTP so far, at an address that ends in `name`.
  record Requested(int line, String name, List<Row> rows, Otherwise otherwise) implements Step {
    public Requested {
      rows = List.copyOf(rows);
    }
  }

  /// Sends content as a large object, one chunk a message; the last one is judged by the
  /// expectation after it.
  ///
  /// @param file the name of the content
  /// @param chunk octets in a message; 0 follows from what the device takes
  /// @param most chunks to send, to break off in the middle; 0 sends all
  /// @param rows what the answer to every other chunk must meet
  record Deliver(
      int line,
      String target,
      String file,
      int chunk,
      int most,
      List<Row> rows,
      Otherwise otherwise)
      implements Step {
    public Deliver {
      rows = List.copyOf(rows);
    }
  }

  /// A new session: message ids start at 1 again.
  record NewSession(int line, List<Row> rows) implements Step {
    public NewSession {
      rows = List.copyOf(rows);
    }
  }

  /// Something that the player cannot do: whoever runs the scenario does it.
  record Do(int line, List<String> words) implements Step {
    public Do {
      words = List.copyOf(words);
    }
  }
}
