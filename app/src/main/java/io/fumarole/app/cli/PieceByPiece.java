package io.fumarole.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;

/// Sends a large file in pieces, so that a connection that breaks costs one of them. What has come
/// is found again by the file's digest: nothing is kept here.
final class PieceByPiece {
  /// Files from here on go in pieces.
  static final long FROM = 16L << 20;

  /// Some seconds on a slow line.
  static final int PIECE = 8 << 20;

  private final ApiClient api;
  private final Path file;
  private final Map<String, Optional<String>> said;
  private final LongConsumer progress;

  /// @param said what the file is
  /// @param progress told how much has come
  PieceByPiece(
      ApiClient api, Path file, Map<String, Optional<String>> said, LongConsumer progress) {
    this.api = api;
    this.file = file;
    this.said = said;
    this.progress = progress;
  }

  /// Returns what the server says of the new package.
  ///
  /// @param resume whether to go on with what has come of an earlier try
  JsonNode send(boolean resume) throws IOException {
    long size = Files.size(file);
    String sha256 = sha256();
    Optional<JsonNode> earlier = resume ? earlier(size, sha256) : Optional.empty();
    JsonNode upload = earlier.isPresent() ? earlier.get() : begin(size, sha256);
    String path = "/uploads/" + ApiClient.encode(DeviceCommand.text(upload, "id"));
    long offset = upload.path("offset").asLong(0);
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      while (offset < size) {
        progress.accept(offset);
        byte[] piece = new byte[(int) Math.min(PIECE, size - offset)];
        in.seek(offset);
        in.readFully(piece);
        offset = api.piece(path, offset, piece).path("offset").asLong(offset);
      }
    } catch (ApiClient.Broken broken) {
      throw new CliMistake(
          broken.getMessage() + ". What has come is kept for a day: run it again with --resume");
    }
    progress.accept(size);
    return api.finish(path + "/finish");
  }

  private JsonNode begin(long size, String sha256) {
    Map<String, Optional<String>> query = new HashMap<>(said);
    query.put("size", Optional.of(String.valueOf(size)));
    query.put("sha256", Optional.of(sha256));
    return api.post(ApiClient.query("/uploads", query), Map.of());
  }

  private Optional<JsonNode> earlier(long size, String sha256) {
    for (JsonNode upload : api.get("/uploads").path("uploads")) {
      boolean isSame =
          upload.path("size").asLong(0) == size
              && DeviceCommand.text(upload, "sha256").equals(sha256)
              && isSaid(upload.path("said"));
      if (isSame) return Optional.of(upload);
    }
    return Optional.empty();
  }

  private boolean isSaid(JsonNode of) {
    Map<String, String> wanted = new HashMap<>();
    said.forEach((name, value) -> value.ifPresent(it -> wanted.put(name, it)));
    return of.size() == wanted.size()
        && wanted.entrySet().stream()
            .allMatch(it -> of.path(it.getKey()).path(0).asString("").equals(it.getValue()));
  }

  private String sha256() throws IOException {
    try (InputStream in = Files.newInputStream(file);
        var digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digest.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digest.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
    }
  }
}
