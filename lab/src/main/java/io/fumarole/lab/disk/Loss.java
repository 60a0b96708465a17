package io.fumarole.lab.disk;

/// What a power cut takes of the changes that were not synced: the corners of what [Disk] allows,
/// for walks that leave nothing to chance.
///
/// [Disk]: io.fumarole.agent.disk.Disk
public enum Loss {
  /// None of them reached the medium.
  EVERYTHING,
  /// All reached the medium, the last write to each file only by half.
  LAST_WRITE_TORN,
  /// The names did, as journals of file systems like it; what stands in the files did not.
  CONTENT,
  /// What stands in the files did; names that were new, changed or deleted did not.
  NAMES,
  /// All reached the medium.
  NOTHING;

  boolean leavesContent() {
    return switch (this) {
      case LAST_WRITE_TORN, NAMES, NOTHING -> true;
      case EVERYTHING, CONTENT -> false;
    };
  }

  boolean leavesNames() {
    return switch (this) {
      case LAST_WRITE_TORN, CONTENT, NOTHING -> true;
      case EVERYTHING, NAMES -> false;
    };
  }

  boolean tears() {
    return this == LAST_WRITE_TORN;
  }
}
