package io.fumarole.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.io.SdkFilterInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// The objects of one bucket below a prefix. An object is there when it is whole: one that is sent
/// in parts appears with the last step.
final class S3Bucket implements AutoCloseable {
  /// Sent at once; larger ones in parts of this size, or of more, so that ten thousand are enough.
  private static final long PART = 8L << 20;

  private static final long MOST_PARTS = 10_000;
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /// A store that says nothing for so long is away.
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /// What was begun longer ago was interrupted.
  private static final Duration INTERRUPTED = Duration.ofDays(1);

  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final System.Logger LOG = System.getLogger(S3Bucket.class.getName());

  private final S3Settings settings;
  private final S3Client client;
  private final Optional<S3Presigner> presigner;
  private final InstantSource clock;

  S3Bucket(S3Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.isPathStyle())
            // What not every store knows is not asked for: parts carry their MD5.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(SILENCE));
    settings.endpoint().ifPresent(builder::endpointOverride);
    this.client = builder.build();
    this.presigner = settings.devices().map(address -> presigner(settings, address));
  }

  private static S3Presigner presigner(S3Settings settings, URI devices) {
    return S3Presigner.builder()
        .region(Region.of(settings.region()))
        .endpointOverride(devices)
        .serviceConfiguration(
            S3Configuration.builder().pathStyleAccessEnabled(settings.isPathStyle()).build())
        .build();
  }

  boolean isOpenToDevices() {
    return presigner.isPresent();
  }

  /// Where anybody may get an object for a while, as our signature in the address says. Nothing is
  /// asked of the store.
  ///
  /// @param contentType that it is said to be
  URI address(String name, String contentType, Duration life) {
    S3Presigner signs =
        presigner.orElseThrow(() -> new IllegalStateException("no devices are sent here"));
    return at(
        "signing an address of content " + name,
        () ->
            URI.create(
                signs
                    .presignGetObject(
                        it ->
                            it.signatureDuration(life)
                                .getObjectRequest(
                                    get ->
                                        get.bucket(settings.bucket())
                                            .key(key(name))
                                            .responseContentType(contentType)))
                    .url()
                    .toString()));
  }

  /// Work at the store.
  private interface Work<T> {
    T run();
  }

  private <T> T at(String doing, Work<T> work) {
    try {
      return work.run();
    } catch (SdkException failed) {
      throw inWords(doing, failed);
    }
  }

  StorageException inWords(String doing, SdkException failed) {
    String what = doing + " in " + settings.url() + " failed; ";
    return new StorageException(what + remedy(failed) + " (" + failed.getMessage() + ")", failed);
  }

  private String remedy(SdkException failed) {
    if (failed instanceof S3Exception told) {
      String code =
          told.awsErrorDetails() == null ? "" : String.valueOf(told.awsErrorDetails().errorCode());
      if (told.statusCode() == FORBIDDEN)
        return "the store refuses us: look at AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and at the bucket's policy";
      if (code.equals("NoSuchBucket"))
        return "there is no bucket " + settings.bucket() + ": make it, or mend content.url";
      return "the store answers " + told.statusCode() + ": try again later";
    }
    if (failed instanceof SdkClientException && words(failed).contains("credentials"))
      return "nothing says who we are: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    return "the store is not reached: start it, or look at content.endpoint and content.region";
  }

  private static String words(SdkException failed) {
    return String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
  }

  /// Whether it can be used; one that is only away is told, and may come back.
  ///
  /// @throws StorageException when it refuses us, or there is none
  void check() {
    try {
      client.headBucket(it -> it.bucket(settings.bucket()));
      abortInterrupted();
    } catch (SdkException failed) {
      StorageException words = inWords("looking for the content", failed);
      boolean isForGood =
          failed instanceof S3Exception told
              && (told.statusCode() == FORBIDDEN || told.statusCode() == NOT_FOUND);
      if (isForGood) throw words;
      LOG.log(System.Logger.Level.ERROR, "{0}", words.getMessage());
    }
  }

  private void abortInterrupted() {
    Instant before = clock.instant().minus(INTERRUPTED);
    for (MultipartUpload it :
        client
            .listMultipartUploads(
                request -> request.bucket(settings.bucket()).prefix(settings.prefix()))
            .uploads()) {
      if (it.initiated() == null || !it.initiated().isBefore(before)) continue;
      abort(it.key(), it.uploadId());
      LOG.log(System.Logger.Level.INFO, "removed the interrupted upload of {0}", it.key());
    }
  }

  private String key(String name) {
    return settings.prefix() + name;
  }

  /// The size; empty when there is no such object.
  Optional<Long> size(String name) {
    return at(
        "looking for content " + name,
        () -> {
          try {
            return Optional.of(
                client
                    .headObject(it -> it.bucket(settings.bucket()).key(key(name)))
                    .contentLength());
          } catch (NoSuchKeyException none) {
            return Optional.empty();
          } catch (S3Exception none) {
            if (none.statusCode() == NOT_FOUND) return Optional.empty();
            throw none;
          }
        });
  }

  /// Takes an object as it comes; who reads it looks whether it is what was meant.
  interface Reader {
    void read(InputStream in) throws IOException;
  }

  /// @throws IOException when it breaks off
  void get(String name, Reader reader) throws IOException {
    try (InputStream in = opened(name)) {
      reader.read(in);
    }
  }

  private InputStream opened(String name) {
    return at(
        "reading content " + name,
        () -> client.getObject(it -> it.bucket(settings.bucket()).key(key(name))));
  }

  void remove(String name) {
    at(
        "removing content " + name,
        () -> client.deleteObject(it -> it.bucket(settings.bucket()).key(key(name))));
  }

  /// Stores a file under a name; there is none of it before all of it is there.
  void put(String name, Path file, long size) {
    at(
        "storing content " + name,
        () -> {
          if (size <= PART) putWhole(name, file, size);
          else putInParts(name, file, size);
          return name;
        });
    Optional<Long> stored = size(name);
    if (stored.filter(it -> it == size).isPresent()) return;
    remove(name);
    throw new StorageException(
        "storing content %s in %s failed, nothing was kept: the store has %s of %d octets"
            .formatted(name, settings.url(), stored.map(String::valueOf).orElse("none"), size));
  }

  private void putWhole(String name, Path file, long size) {
    client.putObject(
        it ->
            it.bucket(settings.bucket())
                .key(key(name))
                .contentLength(size)
                .contentMD5(md5(file, 0, size)),
        body(file, 0, size));
  }

  private void putInParts(String name, Path file, long size) {
    String upload =
        client.createMultipartUpload(it -> it.bucket(settings.bucket()).key(key(name))).uploadId();
    try {
      List<CompletedPart> parts = new ArrayList<>();
      long most = Math.max(PART, (size + MOST_PARTS - 1) / MOST_PARTS);
      for (long from = 0; from < size; from += most)
        parts.add(part(name, upload, file, from, Math.min(most, size - from), parts.size() + 1));
      client.completeMultipartUpload(
          it ->
              it.bucket(settings.bucket())
                  .key(key(name))
                  .uploadId(upload)
                  .multipartUpload(all -> all.parts(parts)));
    } catch (RuntimeException failed) {
      abort(key(name), upload);
      throw failed;
    }
  }

  private CompletedPart part(
      String name, String upload, Path file, long from, long length, int number) {
    String tag =
        client
            .uploadPart(
                it ->
                    it.bucket(settings.bucket())
                        .key(key(name))
                        .uploadId(upload)
                        .partNumber(number)
                        .contentLength(length)
                        .contentMD5(md5(file, from, length)),
                body(file, from, length))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private void abort(String key, String upload) {
    try {
      client.abortMultipartUpload(it -> it.bucket(settings.bucket()).key(key).uploadId(upload));
    } catch (SdkException later) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the interrupted upload of {0} is removed at a start after a day: {1}",
          key,
          later.getMessage());
    }
  }

  /// Read anew by each try.
  private static RequestBody body(Path file, long from, long length) {
    return RequestBody.fromContentProvider(
        () -> slice(file, from, length), length, "application/octet-stream");
  }

  private static InputStream slice(Path file, long from, long length) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ).position(from);
      return new Slice(Channels.newInputStream(channel), length);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String md5(Path file, long from, long length) {
    try (InputStream in = slice(file, from, length)) {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer))
        digest.update(ByteBuffer.wrap(buffer, 0, count));
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("MD5 is missing from this Java", impossible);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// A part of a file that ends where the part does.
  private static final class Slice extends SdkFilterInputStream {
    private long left;

    Slice(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      if (left <= 0) return -1;
      int octet = super.read();
      if (octet >= 0) left--;
      return octet;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left <= 0) return -1;
      int count = super.read(into, from, (int) Math.min(length, left));
      if (count > 0) left -= count;
      return count;
    }
  }

  @Override
  public void close() {
    presigner.ifPresent(S3Presigner::close);
    client.close();
  }
}
