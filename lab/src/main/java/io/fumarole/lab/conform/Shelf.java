package io.fumarole.lab.conform;

import io.fumarole.protocol.dlota.Descriptor;
import io.fumarole.protocol.dlota.DescriptorCodec;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.play.HttpAnswer;
import io.fumarole.scenario.play.HttpCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The files of a case, as a device fetches them.
final class Shelf {
  private static final Pattern RANGE = Pattern.compile("bytes=([0-9]{1,18})-([0-9]{0,18})");
  private static final String TYPE = "Content-Type";
  private static final String LENGTH = "Content-Length";

  private final Map<String, Served> files;
  private final Map<String, Octets> content;

  /// Where the device finds them, with a slash at the end.
  private final String address;

  private final Set<String> cutBefore = new HashSet<>();

  Shelf(Map<String, Served> files, Map<String, Octets> content, String address) {
    this.files = files;
    this.content = content;
    this.address = address;
  }

  HttpAnswer answer(HttpCall call) {
    String name = call.url().substring(call.url().lastIndexOf('/') + 1);
    Served served = files.get(name);
    if (served == null) return status(404);
    return switch (served) {
      case Served.Status(var code) -> status(code);
      case Served.Inbox() -> status(200);
      case Served.Text(var text, var type) -> whole(Octets.utf8(text), type);
      case Served.Descriptor descriptor -> whole(write(descriptor), DescriptorCodec.MEDIA_TYPE);
      case Served.Content file -> file(name, file, call);
    };
  }

  private static HttpAnswer status(int code) {
    return new HttpAnswer(code, List.of(new HttpCall.Header(TYPE, "text/plain")), Octets.EMPTY);
  }

  private static HttpAnswer whole(Octets octets, String type) {
    return new HttpAnswer(200, List.of(new HttpCall.Header(TYPE, type)), octets);
  }

  private Octets write(Served.Descriptor of) {
    Served served = files.get(of.of());
    String type = served instanceof Served.Content file ? file.type() : "application/octet-stream";
    int size = served instanceof Served.Content file ? octets(file).length() : 1;
    Descriptor descriptor = Descriptor.of(type, size + (long) of.excess(), address + of.of());
    return DescriptorCodec.write(
        of.reportTo().isEmpty()
            ? descriptor
            : descriptor.withInstallNotifyUri(address + of.reportTo()));
  }

  private Octets octets(Served.Content file) {
    Octets octets = content.getOrDefault(file.of(), Octets.EMPTY);
    if (!file.damaged() || octets.length() == 0) return octets;
    byte[] all = octets.toByteArray();
    all[all.length / 2] ^= 0x55;
    return Octets.wrap(all);
  }

  private HttpAnswer file(String name, Served.Content file, HttpCall call) {
    Octets all = octets(file);
    List<HttpCall.Header> headers = new ArrayList<>();
    headers.add(new HttpCall.Header(TYPE, file.type()));
    headers.add(new HttpCall.Header("Accept-Ranges", "bytes"));
    headers.add(new HttpCall.Header("ETag", "\"kit\""));
    int from = 0;
    int to = all.length();
    Optional<Matcher> range = range(call);
    if (range.isPresent()) {
      from = (int) Math.min(all.length(), Long.parseLong(range.get().group(1)));
      String last = range.get().group(2);
      if (!last.isEmpty()) to = (int) Math.min(all.length(), Long.parseLong(last) + 1);
      if (from >= to) return status(416);
      headers.add(
          new HttpCall.Header(
              "Content-Range", "bytes %d-%d/%d".formatted(from, to - 1, all.length())));
    }
    Octets part = all.slice(from, to);
    boolean cuts = file.cut() < 100 && call.method().equals("GET") && cutBefore.add(name);
    if (cuts) {
      headers.add(new HttpCall.Header(LENGTH, Integer.toString(part.length())));
      part = part.slice(0, (int) ((long) part.length() * file.cut() / 100));
    }
    return new HttpAnswer(range.isPresent() ? 206 : 200, headers, part);
  }

  private static Optional<Matcher> range(HttpCall call) {
    return call.headers().stream()
        .filter(header -> header.name().equalsIgnoreCase("Range"))
        .map(header -> RANGE.matcher(header.value().strip()))
        .filter(Matcher::matches)
        .findFirst();
  }
}
