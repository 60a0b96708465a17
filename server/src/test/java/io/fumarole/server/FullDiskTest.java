package io.fumarole.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import io.fumarole.server.rest.ApiContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server process whose files cannot grow any more: the system refuses its writes, in the middle
/// of them, as it does on a full disk. What was acknowledged is there, what was not is taken once
/// there is room.
@Tag("slow")
@Timeout(120)
class FullDiskTest {
  /// More than an empty database and less than its log grows to before it is cut back.
  private static final int LARGEST_FILE_KIB = 1_536;

  private static final int MOST_DEVICES = 2_000;
  private static final String WBXML = "application/vnd.syncml.dm+wbxml";
  private static final String DEVICE = "IMEI:990012340056786";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private Optional<Process> process = Optional.empty();
  private String url = "";
  private String token = "";

  /// How many requests of a device were answered with 200.
  private final Map<String, Integer> acknowledged = new HashMap<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (Process running : process.stream().toList()) running.destroyForcibly().waitFor();
    client.close();
  }

  /// Runs until its input ends.
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws IOException {
      Path data = Path.of(arguments[0]);
      ServerSettings settings =
          ServerSettings.of(data).with("port", 0).with("unknownDevices", "OPEN");
      try (FumaroleServer server = FumaroleServer.start(settings)) {
        System.out.println(server.url());
        System.out.flush();
        int end = System.in.read();
        if (end >= 0) throw new IllegalStateException("nobody says anything to this process");
      }
    }
  }

  private void start(Optional<Integer> largestFile) throws IOException {
    Path data = directory.resolve("data");
    List<String> command = new ArrayList<>();
    largestFile.ifPresent(
        kib -> command.addAll(List.of("bash", "-c", "ulimit -S -f " + kib + "; exec \"$@\"", "-")));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Child.class.getName(),
            data.toString()));
    Process started =
        new ProcessBuilder(command).redirectError(directory.resolve("log").toFile()).start();
    process = Optional.of(started);
    url = Objects.requireNonNull(started.inputReader(StandardCharsets.UTF_8).readLine(), "no url");
    token = Files.readString(data.resolve("api-token")).strip();
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    HttpRequest built = request.timeout(Duration.ofSeconds(60)).build();
    HttpResponse<byte[]> answer = client.send(built, BodyHandlers.ofByteArray());
    new ApiContract().check(built, answer);
    return answer;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path));
  }

  private HttpResponse<byte[]> call(String path) throws Exception {
    return send(request("/api/v1" + path).header("Authorization", "Bearer " + token).GET());
  }

  private JsonNode json(String path) throws Exception {
    HttpResponse<byte[]> answer = call(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private HttpResponse<byte[]> post(Message message) throws Exception {
    byte[] body = Codec.encode(message, Form.WBXML).toByteArray();
    HttpResponse<byte[]> answer =
        send(request("/dm").header("Content-Type", WBXML).POST(BodyPublishers.ofByteArray(body)));
    if (answer.statusCode() == 200)
      acknowledged.merge(message.header().source().locUri(), 1, Integer::sum);
    return answer;
  }

  /// Each message asks for an update, which the device's history tells once.
  private static Message message(String device, int number, List<Command> answers) {
    var asks =
        Item.source(
            "./FwUpdate",
            Meta.type("org.openmobilealliance.dm.firmwareupdate.devicerequest"),
            Data.text("0"));
    List<Command> commands = new ArrayList<>(answers);
    CmdId id = CmdId.of(answers.size() + 1);
    commands.add(new Command.Alert(id, "1226", Optional.empty(), List.of(asks)));
    var header =
        new SyncHdr(
            "1.2",
            "DM/1.2",
            "1",
            MsgId.of(number),
            Location.of("http://localhost/dm"),
            Location.of(device),
            Optional.empty(),
            Optional.empty(),
            Meta.NONE);
    return new Message(header, commands, true);
  }

  /// A Status for each command of the server's message.
  private static List<Command> answers(HttpResponse<byte[]> answer)
      throws MalformedMessageException {
    Message said =
        Codec.decode(Octets.wrap(answer.body()), Form.Encoding.WBXML, Limits.DEFAULT).message();
    List<Command> answers = new ArrayList<>();
    answers.add(status(1, said, CmdId.HEADER, "SyncHdr", "200"));
    for (Command command : said.commands())
      if (!(command instanceof Status))
        answers.add(status(answers.size() + 1, said, command.cmdId(), command.name(), "404"));
    assertThat(answers).as("the server has asked for something").hasSizeGreaterThan(1);
    return answers;
  }

  private static Status status(int id, Message said, CmdId of, String name, String code) {
    return new Status(
        CmdId.of(id),
        said.header().msgId(),
        of,
        name,
        List.of(),
        List.of(),
        Optional.empty(),
        code,
        List.of());
  }

  /// Other devices come until nothing more can be stored.
  private void fill() throws Exception {
    int devices = 0;
    while (call("/health").statusCode() == 200) {
      assertThat(devices).isLessThan(MOST_DEVICES);
      while (post(message("filler-" + devices++, 1, List.of())).statusCode() == 200)
        assertThat(devices).isLessThan(MOST_DEVICES);
    }
  }

  private Message begunBeforeTheDiskIsFull() throws Exception {
    start(Optional.of(LARGEST_FILE_KIB));
    HttpResponse<byte[]> begun = post(message(DEVICE, 1, List.of()));
    assertThat(begun.statusCode()).isEqualTo(200);
    Message next = message(DEVICE, 2, answers(begun));
    fill();
    HttpResponse<byte[]> refused = post(next);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    HttpResponse<byte[]> health = call("/health");
    assertThat(health.statusCode()).isEqualTo(503);
    assertThat(new String(health.body(), StandardCharsets.UTF_8))
        .contains("the database cannot be written: the disk")
        .contains("free");
    return next;
  }

  /// The session goes on where it was, and everything acknowledged is there, once.
  private void goesOn(Message next) throws Exception {
    assertThat(post(next).statusCode()).isEqualTo(200);
    assertThat(call("/health").statusCode()).isEqualTo(200);
    assertThat(acknowledged).containsEntry(DEVICE, 2).hasSizeGreaterThan(9);
    for (Map.Entry<String, Integer> device : acknowledged.entrySet())
      assertThat(requests(device.getKey())).as(device.getKey()).isEqualTo(device.getValue());
  }

  private int requests(String device) throws Exception {
    int requests = 0;
    for (JsonNode event : json("/events?device=" + device).path("events"))
      if (event.path("kind").stringValue().equals("request")) requests++;
    return requests;
  }

  @Test
  void theSameProcessGoesOnOnceThereIsRoom() throws Exception {
    Path prlimit = Path.of("/usr/bin/prlimit");
    assumeTrue(Files.isExecutable(prlimit), "no prlimit, which makes room for a running process");
    Message next = begunBeforeTheDiskIsFull();
    long pid = process.orElseThrow().pid();
    Process room =
        new ProcessBuilder(prlimit.toString(), "--pid", "" + pid, "--fsize=unlimited").start();
    assertThat(room.waitFor()).isZero();
    goesOn(next);
  }

  @Test
  void aServerThatIsKilledOnAFullDiskGoesOnOnceThereIsRoom() throws Exception {
    Message next = begunBeforeTheDiskIsFull();
    process.orElseThrow().destroyForcibly().waitFor();
    start(Optional.empty());
    goesOn(next);
  }
}
