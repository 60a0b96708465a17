package io.fumarole.storage;

import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.protocol.dm.session.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// [ContentStore] in a bucket, each content an object named by its digest. A node keeps what it was
/// asked for on its own disk, up to a bound, and serves devices from there: what the bucket hands
/// out is compared with its digest once for each node, and a bucket that is away for a while is not
/// missed.
public final class ContentInS3 implements ContentStore, AutoCloseable {
  /// A device that waits longer is asked to come again.
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /// An address in the bucket is used at once: it counts when the download begins.
  private static final Duration LED = Duration.ofMinutes(15);

  /// What another node has removed is noticed after this.
  private static final Duration BELIEVED = Duration.ofMinutes(1);

  private static final System.Logger LOG = System.getLogger(ContentInS3.class.getName());

  private final S3Bucket bucket;
  private final ContentOnDisk cache;
  private final long mostCached;
  private final InstantSource clock;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();
  private final Map<String, Instant> used = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Path>> fetching = new ConcurrentHashMap<>();
  private final Set<String> damaged = ConcurrentHashMap.newKeySet();

  /// @param size in the bucket, as of then
  private record Seen(long size, Instant at) {}

  private ContentInS3(S3Bucket bucket, ContentOnDisk cache, long mostCached, InstantSource clock) {
    this.bucket = bucket;
    this.cache = cache;
    this.mostCached = mostCached;
    this.clock = clock;
  }

  /// @param directory for what is kept on the disk
  /// @throws StorageException when the bucket refuses us, or there is none
  static ContentInS3 open(S3Settings settings, Path directory, InstantSource clock) {
    var bucket = new S3Bucket(settings, clock);
    try {
      bucket.check();
      return new ContentInS3(bucket, ContentOnDisk.open(directory), settings.cacheOctets(), clock);
    } catch (RuntimeException refused) {
      bucket.close();
      throw refused;
    }
  }

  /// The digest is known only when all has come: it comes to the disk first, and goes to the bucket
  /// from there. Nobody is told of it before it is in the bucket.
  @Override
  public Stored put(InputStream in, long limit) throws IOException {
    Stored stored = cache.put(in, limit);
    used.put(stored.sha256(), clock.instant());
    try {
      boolean isThere = bucket.size(stored.sha256()).filter(it -> it == stored.size()).isPresent();
      if (!isThere || damaged.contains(stored.sha256()))
        bucket.put(stored.sha256(), kept(stored.sha256()), stored.size());
    } catch (RuntimeException failed) {
      if (!seen.containsKey(stored.sha256())) cache.remove(stored.sha256());
      throw failed;
    }
    damaged.remove(stored.sha256());
    saw(stored.sha256(), stored.size());
    use(stored.sha256());
    return stored;
  }

  private Path kept(String sha256) {
    return cache
        .file(sha256)
        .orElseThrow(
            () ->
                new StorageException(
                    "content "
                        + sha256
                        + " had to make room at once: raise content.cache, or try again later"));
  }

  private void saw(String sha256, long size) {
    seen.put(sha256, new Seen(size, clock.instant()));
  }

  private void use(String sha256) {
    used.put(sha256, clock.instant());
    makeRoom(sha256);
  }

  /// What was not asked for the longest goes first; what is being read is read to its end.
  private synchronized void makeRoom(String kept) {
    List<ContentOnDisk.Held> all = cache.held();
    long sum = all.stream().mapToLong(ContentOnDisk.Held::size).sum();
    List<ContentOnDisk.Held> oldest =
        all.stream()
            .filter(it -> !it.sha256().equals(kept))
            .sorted(Comparator.comparing(it -> used.getOrDefault(it.sha256(), Instant.EPOCH)))
            .toList();
    for (ContentOnDisk.Held it : oldest) {
      if (sum <= mostCached) return;
      cache.remove(it.sha256());
      used.remove(it.sha256());
      sum -= it.size();
    }
  }

  /// The size in the bucket, as of a minute ago at most; where it does not answer, as it was.
  private Optional<Long> size(String sha256) {
    Seen before = seen.get(sha256);
    if (before != null && before.at().plus(BELIEVED).isAfter(clock.instant()))
      return Optional.of(before.size());
    try {
      Optional<Long> size = ContentOnDisk.isDigest(sha256) ? bucket.size(sha256) : Optional.empty();
      size.ifPresentOrElse(it -> saw(sha256, it), () -> forget(sha256));
      return size;
    } catch (StorageException away) {
      if (before == null) throw away;
      LOG.log(System.Logger.Level.WARNING, "{0}", away.getMessage());
      saw(sha256, before.size());
      return Optional.of(before.size());
    }
  }

  private void forget(String sha256) {
    seen.remove(sha256);
    used.remove(sha256);
    if (ContentOnDisk.isDigest(sha256)) cache.remove(sha256);
  }

  @Override
  public Optional<Path> file(String sha256) {
    Optional<Long> size = size(sha256);
    if (size.isEmpty() || damaged.contains(sha256)) return Optional.empty();
    Optional<Path> here = cache.file(sha256);
    if (here.isPresent()) {
      used.put(sha256, clock.instant());
      return here;
    }
    return fetched(sha256, size.get());
  }

  private Optional<Path> fetched(String sha256, long size) {
    CompletableFuture<Path> fetch =
        fetching.computeIfAbsent(
            sha256,
            _ -> {
              var begun = new CompletableFuture<Path>();
              Thread.ofVirtual()
                  .name("fetch-" + sha256.substring(0, 8))
                  .start(() -> fetch(sha256, size, begun));
              return begun;
            });
    try {
      return Optional.of(fetch.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException slow) {
      throw new StorageException(
          "content " + sha256 + " is on its way from the bucket: try again later", slow);
    } catch (ExecutionException failed) {
      throw StorageException.of("fetching content " + sha256, failed);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new StorageException("fetching content " + sha256 + " was interrupted", stopping);
    }
  }

  private void fetch(String sha256, long size, CompletableFuture<Path> begun) {
    try {
      used.put(sha256, clock.instant());
      bucket.get(sha256, in -> take(sha256, in, size));
      use(sha256);
      begun.complete(kept(sha256));
    } catch (IOException | RuntimeException failed) {
      begun.completeExceptionally(failed);
    } finally {
      fetching.remove(sha256, begun);
    }
  }

  private void take(String sha256, InputStream in, long size) throws IOException {
    Stored got = cache.put(in, size);
    if (got.sha256().equals(sha256)) return;
    cache.remove(got.sha256());
    if (got.size() < size)
      throw new IOException("the store broke off after " + got.size() + " of " + size + " octets");
    damaged.add(sha256);
    throw new StorageException(
        "content " + sha256 + " is damaged in the bucket: add its package again");
  }

  @Override
  public boolean has(Task.Blob blob) {
    return !damaged.contains(blob.id())
        && size(blob.id()).filter(it -> it == blob.size()).isPresent();
  }

  @Override
  public boolean isThere(String sha256) {
    return size(sha256).isPresent();
  }

  @Override
  public byte[] read(Task.Blob blob, long offset, int length) {
    if (file(blob.id()).isEmpty())
      throw new StorageException(
          "content " + blob.id() + " is missing or damaged: add the package again");
    return cache.read(blob, offset, length);
  }

  /// What this server has found damaged is not led to; the rest is compared by whoever fetches it.
  @Override
  public Optional<Elsewhere> elsewhere(String sha256, String contentType) {
    if (!bucket.isOpenToDevices() || damaged.contains(sha256)) return Optional.empty();
    return size(sha256).map(size -> new Elsewhere(bucket.address(sha256, contentType, LED), size));
  }

  @Override
  public void remove(String sha256) {
    bucket.remove(sha256);
    damaged.remove(sha256);
    forget(sha256);
  }

  @Override
  public int damaged() {
    return damaged.size() + cache.damaged();
  }

  @Override
  public void close() {
    bucket.close();
  }
}
