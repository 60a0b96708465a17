package io.fumarole.protocol.dm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.AccountSearch.Result;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Where a device keeps the secrets of an account, in trees whose names are free.
class AccountSearchTest {
  private static final Map<String, String> TWO_ACCOUNTS =
      Map.ofEntries(
          Map.entry("./DMAcc", "Other/Ours"),
          Map.entry("./DMAcc/Other/ServerID", "elsewhere"),
          Map.entry("./DMAcc/Other/AppAuth", "x"),
          Map.entry("./DMAcc/Ours/ServerID", "fota "),
          Map.entry("./DMAcc/Ours/AppAuth", "Http/Srv/Cli"),
          Map.entry("./DMAcc/Ours/AppAuth/Http/AAuthLevel", "HTTP"),
          Map.entry("./DMAcc/Ours/AppAuth/Srv/AAuthLevel", "SRVCRED"),
          Map.entry("./DMAcc/Ours/AppAuth/Cli/AAuthLevel", "clcred"));

  /// Asks until there is an end, as a device with this tree answers.
  private static Result end(Map<String, String> tree) {
    AccountSearch search = AccountSearch.of("fota");
    for (int step = 0; step < 4; step++) {
      List<Fact> facts = new ArrayList<>();
      for (int i = 0; i < search.orders().size(); i++) {
        String uri = ((Task.Order.Get) search.orders().get(i)).locUri();
        String value = tree.get(uri);
        if (value == null) facts.add(new Fact.Answered(1, i, StatusCode.NOT_FOUND));
        else
          facts.add(new Fact.ValueRead(1, i, uri, Meta.of("chr", "text/plain"), Data.text(value)));
      }
      Result result = search.next(facts);
      if (!(result instanceof Result.More(var next))) return result;
      search = next;
    }
    throw new AssertionError("no end");
  }

  @Test
  void theCredentialsOfOurAccountAreFoundByTheirLevels() {
    assertThat(end(TWO_ACCOUNTS))
        .isEqualTo(
            new Result.Found(
                DmUri.of("./DMAcc/Ours/AppAuth/Cli/AAuthSecret"),
                Optional.of(DmUri.of("./DMAcc/Ours/AppAuth/Srv/AAuthSecret"))));
  }

  private static String words(Map<String, String> changes) {
    Map<String, String> tree = new HashMap<>(TWO_ACCOUNTS);
    changes.forEach(
        (uri, value) -> {
          if (value.isEmpty()) tree.remove(uri);
          else tree.put(uri, value);
        });
    return ((Result.Nowhere) end(tree)).words();
  }

  @Test
  void whereThereIsNothingOfOursItSaysWhatIsMissing() {
    assertThat(words(Map.of("./DMAcc", ""))).contains("no accounts below ./DMAcc");
    assertThat(words(Map.of("./DMAcc/Ours/ServerID", "others")))
        .contains("no account with server fota");
    assertThat(words(Map.of("./DMAcc/Ours/AppAuth", ""))).contains("no credentials below");
    assertThat(words(Map.of("./DMAcc/Ours/AppAuth/Cli/AAuthLevel", "OBEX"))).contains("CLCRED");
  }

  @Test
  void aTreeWithoutEndIsNotReadWithoutEnd() {
    String many = String.join("/", java.util.Collections.nCopies(500, "x"));
    AccountSearch search = AccountSearch.of("fota");
    var more =
        (Result.More)
            search.next(
                List.of(new Fact.ValueRead(1, 0, "./DMAcc", Meta.of("node", ""), Data.text(many))));
    assertThat(more.search().orders()).hasSize(32);
  }
}
