package io.fumarole.server;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.campaign.profile.ProfileException;
import io.fumarole.campaign.profile.ProfileStore;
import io.fumarole.campaign.profile.WrittenProfile;
import io.fumarole.campaign.profile.WrittenProfiles;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The profiles as they are now, whichever node has changed them. They are kept in memory, and what
/// asks for one asks no database: [#refresh] does, beside the path of the devices.
public final class LiveProfiles implements Circumstances.Profiles {
  private static final System.Logger LOG = System.getLogger(LiveProfiles.class.getName());

  private final ProfileStore store;

  /// [ProfileStore#changes] when they were read last.
  private long seen;

  private volatile WrittenProfiles now;

  private LiveProfiles(ProfileStore store, long seen, WrittenProfiles now) {
    this.store = store;
    this.seen = seen;
    this.now = now;
  }

  /// @param base what ships and lies in files
  /// @param otherwise name of the profile for models that none names
  /// @throws IOException when a stored one cannot be read: devices must not silently be served by
  ///   another
  static LiveProfiles open(List<WrittenProfile> base, String otherwise, ProfileStore store)
      throws IOException {
    long changes = store.changes();
    try {
      WrittenProfiles written = WrittenProfiles.of(base, otherwise).under(store.current());
      return new LiveProfiles(store, changes, written);
    } catch (ProfileException e) {
      throw new IOException(
          e.getMessage()
              + ". A later version of the program may have stored it: start that one, and change or"
              + " remove the profile there",
          e);
    }
  }

  /// Takes in what has changed since it was looked last, on this node or another.
  ///
  /// @return how many revisions that was
  public synchronized int refresh() {
    // First what is counted, then what is read: a change in between is found the next time.
    long changes = store.changes();
    if (changes == seen) return 0;
    int fresh = (int) (changes - seen);
    seen = changes;
    try {
      now = now.under(store.current());
      return fresh;
    } catch (ProfileException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "a changed profile cannot be read, and all stay as they were here: {0}",
          e.getMessage());
      return 0;
    }
  }

  /// All with their texts.
  public WrittenProfiles written() {
    return now;
  }

  /// For people and programs, who may have stored it on another node a moment ago: what is not
  /// known here yet is looked for.
  public Optional<ModelProfile> find(String name) {
    Optional<ModelProfile> known = profiles().find(name);
    if (known.isPresent()) return known;
    var _ = refresh();
    return profiles().find(name);
  }

  public Collection<ModelProfile> all() {
    return profiles().all();
  }

  @Override
  public ModelProfile of(Device device) {
    return profiles().of(device);
  }

  @Override
  public ModelProfile forModel(Optional<String> model) {
    return profiles().forModel(model);
  }

  private ModelProfiles profiles() {
    return now.profiles();
  }
}
