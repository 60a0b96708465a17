package io.fumarole.campaign.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.catalogue.ContentTooLargeException;
import io.fumarole.protocol.dm.session.Task;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MemoryContentTest {
  private final MemoryContent content = new MemoryContent();

  @Test
  void aStreamIsKeptUnderItsDigest() throws IOException {
    var stored = content.put(new ByteArrayInputStream(new byte[] {1, 2, 3}), 3);
    assertThat(stored.sha256())
        .isEqualTo("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81");
    assertThat(content.read(new Task.Blob(stored.sha256(), stored.size()), 1, 2))
        .containsExactly(2, 3);
  }

  @Test
  void aStreamBeyondTheLimitLeavesNothing() {
    var stream = new ByteArrayInputStream(new byte[] {1, 2, 3});
    assertThatThrownBy(() -> content.put(stream, 2)).isInstanceOf(ContentTooLargeException.class);
    String sha256 = "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";
    assertThatThrownBy(() -> content.read(new Task.Blob(sha256, 3), 0, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
