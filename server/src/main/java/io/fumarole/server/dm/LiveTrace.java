package io.fumarole.server.dm;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.campaign.paging.Before;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A trace that also tells listeners of each message as it is appended.
public final class LiveTrace implements TraceStore {
  private static final System.Logger LOG = System.getLogger(LiveTrace.class.getName());

  private final TraceStore store;
  private final boolean isKept;
  private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();

  /// @param isKept whether entries go to the store, or to the listeners alone
  public LiveTrace(TraceStore store, boolean isKept) {
    this.store = store;
    this.isKept = isKept;
  }

  @Override
  public boolean isWanted() {
    return isKept || !listeners.isEmpty();
  }

  /// @param listener called on the thread that answers the device: it should be quick
  public void listen(Consumer<Entry> listener) {
    listeners.add(listener);
  }

  @Override
  public void append(List<Entry> entries) {
    if (isKept) store.append(entries);
    for (Entry entry : entries) {
      for (Consumer<Entry> listener : listeners) tell(listener, entry);
    }
  }

  private static void tell(Consumer<Entry> listener, Entry entry) {
    try {
      listener.accept(entry);
    } catch (RuntimeException e) {
      // A console that breaks must not break the session that it watches.
      LOG.log(System.Logger.Level.WARNING, "a trace listener failed", e);
    }
  }

  @Override
  public List<Summary> sessions(Optional<DeviceId> device, Before before, int limit) {
    return store.sessions(device, before, limit);
  }

  @Override
  public List<Entry> messages(String session) {
    return store.messages(session);
  }
}
