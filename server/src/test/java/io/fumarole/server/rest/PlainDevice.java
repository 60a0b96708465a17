package io.fumarole.server.rest;

import io.fumarole.server.RunningServer;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/// A device that shows no credentials, and opens sessions.
final class PlainDevice {
  private PlainDevice() {}

  static HttpResponse<byte[]> says(RunningServer at, String device, String path) {
    return says(at, device, path, "application/vnd.syncml.dm+xml");
  }

  static HttpResponse<byte[]> says(
      RunningServer at, String device, String path, String contentType) {
    String message =
        """
        <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>
        <SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>server</LocURI></Target>
        <Source><LocURI>%s</LocURI></Source></SyncHdr>
        <SyncBody><Alert><CmdID>1</CmdID><Data>1201</Data></Alert><Final/></SyncBody></SyncML>
        """
            .formatted(device);
    return at.send(
        at.request(path)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(message)));
  }

  static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
