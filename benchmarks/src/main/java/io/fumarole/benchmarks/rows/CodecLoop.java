package io.fumarole.benchmarks.rows;

import io.fumarole.benchmarks.load.Examples;
import io.fumarole.benchmarks.load.SessionStep;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Our side of the codec row, in a Java of its own: reads `trip N`, `wbxml N` or `step N`, works
/// through the examples N times, and answers with the nanoseconds of the whole process's time per
/// message and the octets allocated.
public final class CodecLoop {
  private static final com.sun.management.OperatingSystemMXBean SYSTEM =
      (com.sun.management.OperatingSystemMXBean)
          java.lang.management.ManagementFactory.getOperatingSystemMXBean();
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();

  private CodecLoop() {}

  public static void main(String[] arguments) throws IOException, MalformedMessageException {
    List<Octets> messages = Examples.messages(Examples.root());
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream out = System.out;
    var step = new SessionStep();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      int rounds = Integer.parseInt(words[1]);
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long before = SYSTEM.getProcessCpuTime();
      long check = 0;
      for (int round = 0; round < rounds; round++)
        for (Octets message : messages)
          check +=
              switch (words[0]) {
                case "trip" -> trip(message);
                case "wbxml" -> wbxml(message);
                case "step" -> step.run();
                default -> throw new IllegalArgumentException("no loop " + words[0]);
              };
      double count = (double) rounds * messages.size();
      double nanos = (SYSTEM.getProcessCpuTime() - before) / count;
      double octets = (THREADS.getCurrentThreadAllocatedBytes() - allocated) / count;
      // The sum goes out so that the loop cannot be left away.
      out.println(nanos + " " + octets + " " + check);
    }
  }

  /// WBXML to XML to WBXML.
  static int trip(Octets wbxml) throws MalformedMessageException {
    Codec.Decoded read = Codec.decode(wbxml, Form.Encoding.WBXML, Limits.DEFAULT);
    Octets xml = Codec.encode(read.message(), Form.XML);
    Message again = Codec.decode(xml, Form.Encoding.XML, Limits.DEFAULT).message();
    return Codec.encode(again, read.form()).length();
  }

  /// WBXML read and written.
  static int wbxml(Octets wbxml) throws MalformedMessageException {
    Codec.Decoded read = Codec.decode(wbxml, Form.Encoding.WBXML, Limits.DEFAULT);
    return Codec.encode(read.message(), read.form()).length();
  }
}
