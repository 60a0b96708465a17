package io.fumarole.campaign.profile;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where operators' profiles are kept, with all that they were before. The device path does not
/// come here.
public interface ProfileStore {
  /// Grows with each revision: whoever remembers it learns at little cost whether there is another.
  long changes();

  /// The last revision of each profile, removals too, by name.
  List<ProfileRevision> current();

  Optional<ProfileRevision> find(String name, long number);

  /// The newest first.
  ///
  /// @param before the number that the page before ended with; [Long#MAX_VALUE] for the first page
  List<ProfileRevision> revisions(String name, long before, int limit);

  /// False when it does not follow the last one of its name: somebody else was first.
  boolean add(ProfileRevision revision);

  /// The same, unless a device has a profile of this name.
  boolean addUnlessUsed(ProfileRevision revision);

  /// How many devices have a profile of this name.
  long devices(String name);

  /// The same of all names that any device has.
  Map<String, Long> devices();

  /// The last revision of a name, whatever it is.
  default Optional<ProfileRevision> last(String name) {
    return revisions(name, Long.MAX_VALUE, 1).stream().findFirst();
  }
}
