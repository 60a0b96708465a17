package io.fumarole.storage;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore.Entry;
import io.fumarole.storage.Engine.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// Writes what may be lost in a crash: a few times a second, in slices, so that no message waits
/// for it and the writer is never held for long.
final class BehindWriter implements AutoCloseable {
  private static final long EVERY_MILLIS = 400;
  private static final int DEVICES_PER_SLICE = 1_000;
  private static final int ENTRIES_PER_SLICE = 500;

  /// Traces that wait for the disk; when it does not keep up, the oldest go first.
  private static final long MOST_WAITING_OCTETS = 64L << 20;

  private static final System.Logger LOG = System.getLogger(BehindWriter.class.getName());

  private final Database database;
  private final TraceTrim trim;
  private final Map<DeviceId, Device> devices = new ConcurrentHashMap<>();
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long waitingOctets;
  private final ReentrantLock entriesLock = new ReentrantLock();
  private final ReentrantLock flushing = new ReentrantLock();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicBoolean isFailing = new AtomicBoolean();
  private final ScheduledExecutorService clock;

  BehindWriter(Database database, Settings settings) {
    this.database = database;
    this.trim = new TraceTrim(database, settings);
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("fumarole-behind").daemon().factory());
  }

  /// Begins to write by itself.
  void start() {
    var _ =
        clock.scheduleWithFixedDelay(
            this::flushOrTell, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  long forgotten() {
    return trim.forgotten();
  }

  int waiting() {
    entriesLock.lock();
    try {
      return devices.size() + entries.size();
    } finally {
      entriesLock.unlock();
    }
  }

  /// The device as last seen; a newer one in its place.
  void seen(Device device) {
    devices.merge(device.id(), device, Device::latest);
  }

  /// What is not written yet is newer than what was read.
  Device overlay(Device read) {
    Device waiting = devices.get(read.id());
    return waiting == null ? read : read.latest(waiting);
  }

  void append(List<Entry> more) {
    entriesLock.lock();
    try {
      for (Entry entry : more) {
        entries.addLast(entry);
        waitingOctets += TraceRows.weight(entry);
      }
      while (waitingOctets > MOST_WAITING_OCTETS) {
        waitingOctets -= TraceRows.weight(entries.removeFirst());
        dropped.incrementAndGet();
      }
    } finally {
      entriesLock.unlock();
    }
  }

  /// Returns once everything that waited is durable. Devices go between the slices of traces: other
  /// nodes must not have to guess their nonces for as long as a backlog of traces lasts.
  void flush() {
    flushing.lock();
    try {
      writeDevices();
      for (List<Entry> slice = take(); !slice.isEmpty(); slice = take()) {
        write(slice);
        writeDevices();
      }
      trim.run();
    } finally {
      flushing.unlock();
    }
  }

  /// A fault is told once, and once more when it is over; what happens several times a second would
  /// bury it.
  private void flushOrTell() {
    try {
      flush();
      if (isFailing.getAndSet(false))
        LOG.log(System.Logger.Level.INFO, "writing behind works again");
      long lost = dropped.getAndSet(0);
      if (lost > 0)
        LOG.log(
            System.Logger.Level.WARNING,
            "{0} traced messages were left out: the disk does not keep up",
            lost);
    } catch (RuntimeException failed) {
      if (!isFailing.getAndSet(true))
        LOG.log(
            System.Logger.Level.ERROR,
            "writing behind failed, tried again until it works: {0}",
            failed.getMessage());
    }
  }

  /// They leave the waiting list only once they are durable, so that a reader always sees them.
  private void writeDevices() {
    List<Device> waiting = new ArrayList<>(devices.values());
    for (int from = 0; from < waiting.size(); from += DEVICES_PER_SLICE) {
      List<Device> slice =
          waiting.subList(from, Math.min(from + DEVICES_PER_SLICE, waiting.size()));
      database.write(
          "storing when devices were seen",
          tx -> {
            slice.forEach(device -> DeviceRows.seen(tx, device));
            return Verdict.keep(slice.size());
          });
      for (Device device : slice) devices.remove(device.id(), device);
    }
  }

  private List<Entry> take() {
    entriesLock.lock();
    try {
      List<Entry> slice = new ArrayList<>();
      while (slice.size() < ENTRIES_PER_SLICE && !entries.isEmpty()) {
        Entry entry = entries.removeFirst();
        waitingOctets -= TraceRows.weight(entry);
        slice.add(entry);
      }
      return slice;
    } finally {
      entriesLock.unlock();
    }
  }

  private void write(List<Entry> slice) {
    try {
      database.write(
          "storing traces",
          tx -> {
            slice.forEach(entry -> TraceRows.add(tx, entry));
            return Verdict.keep(slice.size());
          });
      trim.grown(slice.stream().mapToLong(TraceRows::weight).sum());
    } catch (StorageException failed) {
      dropped.addAndGet(slice.size());
      throw failed;
    }
  }

  @Override
  public void close() {
    clock.shutdown();
    flushOrTell();
  }
}
