package io.fumarole.server.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/// A collector that reads what it is sent by the schema that collectors have, and keeps it.
final class Collector implements AutoCloseable {
  private final HttpServer http;
  private final List<ResourceSpans> received = new CopyOnWriteArrayList<>();

  Collector() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    http.createContext("/v1/traces", this::take);
    http.start();
  }

  String endpoint() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  private void take(HttpExchange call) throws IOException {
    boolean isPacked = "gzip".equals(call.getRequestHeaders().getFirst("Content-Encoding"));
    byte[] body =
        isPacked
            ? new GZIPInputStream(call.getRequestBody()).readAllBytes()
            : call.getRequestBody().readAllBytes();
    received.addAll(ExportTraceServiceRequest.parseFrom(body).getResourceSpansList());
    byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
    call.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    call.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
    call.getResponseBody().write(answer);
    call.close();
  }

  List<Resource> resources() {
    return received.stream().map(ResourceSpans::getResource).toList();
  }

  List<Span> spans() {
    return received.stream()
        .flatMap(it -> it.getScopeSpansList().stream())
        .flatMap(it -> it.getSpansList().stream())
        .toList();
  }

  List<Span> named(String name) {
    return spans().stream().filter(it -> it.getName().equals(name)).toList();
  }

  List<Span> below(Span parent) {
    return spans().stream().filter(it -> it.getParentSpanId().equals(parent.getSpanId())).toList();
  }

  static String traceId(Span span) {
    return HexFormat.of().formatHex(span.getTraceId().toByteArray());
  }

  /// An attribute in words; empty when there is none.
  static String attribute(List<KeyValue> attributes, String key) {
    return attributes.stream()
        .filter(it -> it.getKey().equals(key))
        .map(it -> it.getValue())
        .map(it -> it.hasIntValue() ? String.valueOf(it.getIntValue()) : it.getStringValue())
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
