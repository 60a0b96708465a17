package io.fumarole.server;

import io.fumarole.firmware.Keys;
import io.fumarole.firmware.TrustedKeys;
import io.fumarole.firmware.VerifyingKey;
import io.fumarole.server.rest.Trust;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The keys whose signatures count: all `*.pem` and `*.pub` of a folder, read anew for each upload,
/// so that a key can come and go without a restart. A file that is no key is told and left out.
record TrustedFolder(Path folder) implements Supplier<Trust> {
  private static final System.Logger LOG = System.getLogger(TrustedFolder.class.getName());

  @Override
  public Trust get() {
    List<VerifyingKey> keys = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (Path file : files(unreadable)) {
      try {
        keys.addAll(Keys.readTrustedKeys(file).keys().values());
      } catch (IOException e) {
        LOG.log(System.Logger.Level.WARNING, "key={0} cannot be read: {1}", file, reason(e));
        unreadable.add(file.getFileName() + " (" + reason(e) + ")");
      }
    }
    return new Trust(TrustedKeys.of(keys), unreadable);
  }

  private List<Path> files(List<String> unreadable) {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(TrustedFolder::isNamedLikeAKey).sorted().toList();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "folder={0} cannot be read: {1}", folder, reason(e));
      unreadable.add("the folder itself (" + reason(e) + ")");
      return List.of();
    }
  }

  /// `package key` ends the name of a public one in `.pub`.
  private static boolean isNamedLikeAKey(Path file) {
    return file.toString().endsWith(".pem") || file.toString().endsWith(".pub");
  }

  /// Without the path, which is the server's own.
  private static String reason(IOException e) {
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : e.getClass().getSimpleName();
  }
}
