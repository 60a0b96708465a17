package io.fumarole.campaign.node;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A command on one node.
///
/// @param value for Replace and Add of a leaf
public record NodeRequest(Command command, DmUri node, Optional<Value> value)
    implements OrderRequest {
  /// What most devices take in one message.
  public static final int LARGEST_VALUE = 4_096;

  /// Formats of TND, section 9.
  private static final Set<String> FORMATS =
      Set.of("chr", "int", "bool", "b64", "xml", "float", "date", "time", "null");

  /// Of the accounts in DMAcc, and in those that are like it.
  private static final List<String> SECRET_LEAVES =
      List.of("/AAuthSecret", "/ClientPW", "/ServerPW");

  public enum Command {
    /// The value of a leaf, or the names of the nodes below.
    GET,
    REPLACE,
    ADD,
    DELETE,
    EXEC;

    public boolean takesValue() {
      return this == REPLACE || this == ADD;
    }
  }

  /// @param format of TND
  /// @param type a media type; empty: left out
  /// @param octets as they stand in `Data`: of `b64` the text in base64
  public record Value(String format, String type, Octets octets) {
    public Value {
      if (!FORMATS.contains(format))
        throw new IllegalArgumentException(
            "format is one of " + String.join(", ", FORMATS.stream().sorted().toList()));
      if (type.length() > 128 || !type.chars().allMatch(c -> c > ' ' && c < 0x7F))
        throw new IllegalArgumentException("type is a media type such as text/plain");
      if (octets.length() > LARGEST_VALUE)
        throw new IllegalArgumentException(
            "a value has up to %,d octets: what is larger goes as a package"
                .formatted(LARGEST_VALUE));
    }
  }

  public NodeRequest {
    if (node.isRoot() && command != Command.GET)
      throw new IllegalArgumentException("the root can only be read");
    if (value.isPresent() && !command.takesValue())
      throw new IllegalArgumentException(words(command) + " takes no value");
    if (value.isEmpty() && command == Command.REPLACE)
      throw new IllegalArgumentException("Replace needs a value");
    if (value.isPresent() && isSecret(node.toString()))
      throw new IllegalArgumentException(
          "a secret is not written like this: it would stand readable in the history");
  }

  /// Whether a node holds a secret, by its name.
  public static boolean isSecret(String locUri) {
    return SECRET_LEAVES.stream().anyMatch(locUri::endsWith);
  }

  @Override
  public boolean isRepeatable() {
    return command == Command.GET || command == Command.REPLACE;
  }

  @Override
  public String words() {
    return words(command) + " " + node;
  }

  private static String words(Command command) {
    return switch (command) {
      case GET -> "Get";
      case REPLACE -> "Replace";
      case ADD -> "Add";
      case DELETE -> "Delete";
      case EXEC -> "Exec";
    };
  }
}
