package io.fumarole.app.cli;

/// How many devices stand in a file.
enum BulkFormat {
  CSV("text/csv"),
  JSONL("application/jsonl");

  private final String mediaType;

  BulkFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  /// The usual one where the name says nothing.
  static BulkFormat of(String fileName) {
    return fileName.endsWith(".jsonl") || fileName.endsWith(".ndjson") ? JSONL : CSV;
  }
}
