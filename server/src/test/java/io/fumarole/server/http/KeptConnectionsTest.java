package io.fumarole.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.RunningServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Devices ask to keep their connection, in HTTP/1.0 too, and send cookies. Spec: field-notes 6.
@Tag("slow")
class KeptConnectionsTest {
  private static final int PATIENCE_MILLIS = 20_000;

  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    running = RunningServer.open(data);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private record Answer(String status, Map<String, String> headers, String body) {}

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
  void answersSeveralRequestsOnOneConnection(String version) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), running.server().port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      Answer session = ask(socket, version, "POST /dm", package1());
      assertThat(session.status()).contains(" 200 ");
      assertThat(session.body()).contains("<Cmd>Alert</Cmd>");
      Answer refused = ask(socket, version, "GET /dl/of-another-server", "");
      assertThat(refused.status()).contains(" 404 ");
      assertThat(ask(socket, version, "POST /dm", package1()).status()).contains(" 200 ");
      for (Answer each : new Answer[] {session, refused})
        assertThat(each.headers())
            .doesNotContainKey("set-cookie")
            .doesNotContainEntry("connection", "close");
    }
  }

  private static Answer ask(Socket socket, String version, String what, String body)
      throws IOException {
    String request =
        """
        %s %s
        Host: fota.example
        Content-Type: application/vnd.syncml.dm+xml
        Content-Length: %d
        Cookie: JSESSIONID=0000abcd
        Connection: Keep-Alive

        """
            .formatted(what, version, body.length())
            .replace("\n", "\r\n");
    socket.getOutputStream().write((request + body).getBytes(StandardCharsets.US_ASCII));
    var in = new DataInputStream(socket.getInputStream());
    String status = line(in);
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    var octets = new byte[Integer.parseInt(headers.get("content-length"))];
    in.readFully(octets);
    return new Answer(status, headers, new String(octets, StandardCharsets.UTF_8));
  }

  private static String line(DataInputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
      if (c != '\r') line.append((char) c);
    }
    return line.toString();
  }

  private static String package1() {
    return """
        <SyncML><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID>
        <MsgID>1</MsgID><Target><LocURI>http://fota.example/dm</LocURI></Target>
        <Source><LocURI>IMEI:1</LocURI></Source></SyncHdr><SyncBody><Alert><CmdID>1</CmdID>
        <Data>1201</Data></Alert><Final/></SyncBody></SyncML>
        """;
  }
}
