package io.fumarole.protocol.pap;

import io.fumarole.protocol.pap.PapReader.PapElement;
import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;

/// What a gateway says to a push at once: whether it takes it. Spec: PAP 9.13, notification 3.2.
///
/// @param code 1000 and 1001: taken; 2xxx: the push is wrong; 3xxx: the gateway cannot; 4xxx: not
///   now
/// @param words the gateway's own, empty when it says none
public record PapAnswer(int code, String words) {
  /// The gateway knows this id already: it was taken before.
  private static final int DUPLICATE = 2007;

  /// @throws MalformedPapException when it is no answer to a push
  public static PapAnswer read(Octets octets) throws MalformedPapException {
    PapReader document = PapReader.read(octets);
    PapElement result =
        document
            .first("response-result")
            .or(() -> document.first("badmessage-response"))
            .orElseThrow(() -> new MalformedPapException("it holds no answer to a push"));
    Optional<Integer> code = result.code();
    if (code.isEmpty()) throw new MalformedPapException("its answer has no code");
    return new PapAnswer(code.get(), result.attribute("desc").orElse(""));
  }

  public boolean isTaken() {
    return code / 1000 == 1 || code == DUPLICATE;
  }

  /// Whether the same push may be taken later.
  public boolean mayPass() {
    return !isTaken() && code / 1000 >= 3;
  }

  @Override
  public String toString() {
    return words.isEmpty() ? Integer.toString(code) : code + " (" + words + ")";
  }
}
