package io.fumarole.benchmarks.jmh;

import io.fumarole.benchmarks.load.Examples;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The codecs over the example messages, one after the other: each figure is of one message.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
  private final List<Octets> wbxml = Examples.messages(Examples.root());
  private final List<Message> messages = wbxml.stream().map(CodecBenchmark::read).toList();
  private final List<Octets> xml =
      messages.stream().map(message -> Codec.encode(message, Form.XML)).toList();
  private int next;

  private static Message read(Octets octets) {
    try {
      return Codec.decode(octets, Form.Encoding.WBXML, Limits.DEFAULT).message();
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T next(List<T> list) {
    next = next + 1 < list.size() ? next + 1 : 0;
    return list.get(next);
  }

  @Benchmark
  public Object readWbxml() throws MalformedMessageException {
    return Codec.decode(next(wbxml), Form.Encoding.WBXML, Limits.DEFAULT);
  }

  @Benchmark
  public Object writeWbxml() {
    return Codec.encode(next(messages), Form.WBXML);
  }

  @Benchmark
  public Object readXml() throws MalformedMessageException {
    return Codec.decode(next(xml), Form.Encoding.XML, Limits.DEFAULT);
  }

  @Benchmark
  public Object writeXml() {
    return Codec.encode(next(messages), Form.XML);
  }
}
