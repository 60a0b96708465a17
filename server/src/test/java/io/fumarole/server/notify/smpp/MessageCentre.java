package io.fumarole.server.notify.smpp;

import io.fumarole.protocol.syncml.Octets;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A message centre for tests, from the octets up, so that it shares no code with the library that
/// is tested. It binds whoever knows the password. Spec: SMPP 3.4.
final class MessageCentre implements AutoCloseable {
  static final String PASSWORD = "hush";

  private static final int RESPONSE = 0x80000000;
  private static final int BIND_TRANSMITTER = 0x02;
  private static final int BIND_RECEIVER = 0x01;
  private static final int BIND_TRANSCEIVER = 0x09;
  private static final int SUBMIT_SM = 0x04;
  private static final int DELIVER_SM = 0x05;
  static final int UNBIND = 0x06;
  static final int ENQUIRE_LINK = 0x15;
  private static final int WRONG_PASSWORD = 0x0E;

  /// Below those that Linux gives to callers.
  private static final int FIRST_QUIET_PORT = 21_775;

  private static final int LAST_QUIET_PORT = 32_767;

  private final ServerSocket listener;
  private final List<Link> links = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Octets> submitted = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> commands = new LinkedBlockingQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private volatile int status;
  private volatile boolean isSilent;

  private MessageCentre(ServerSocket listener) {
    this.listener = listener;
  }

  static MessageCentre open() throws IOException {
    return open(0);
  }

  static MessageCentre open(int port) throws IOException {
    return of(new ServerSocket(port, 10, InetAddress.getLoopbackAddress()));
  }

  /// On a port that stays free when it is closed. One that the system gives may go to anybody next,
  /// also to whoever tries to reach it: on the loopback a caller may be given the very port that it
  /// calls.
  static MessageCentre openOnQuietPort() throws IOException {
    for (int port = FIRST_QUIET_PORT; ; port++) {
      try {
        return open(port);
      } catch (BindException taken) {
        if (port == LAST_QUIET_PORT) throw taken;
      }
    }
  }

  static MessageCentre of(ServerSocket listener) {
    var centre = new MessageCentre(listener);
    Thread.ofVirtual().start(centre::listen);
    return centre;
  }

  int port() {
    return listener.getLocalPort();
  }

  /// Answers every submit_sm with this status; 0 takes it.
  void answer(int value) {
    status = value;
  }

  /// Answers no submit_sm any more.
  void fallSilent() {
    isSilent = true;
  }

  /// The body of the next submit_sm.
  Octets next() throws InterruptedException {
    Octets body = submitted.poll(10, TimeUnit.SECONDS);
    if (body == null) throw new AssertionError("no submit_sm came");
    return body;
  }

  int waiting() {
    return submitted.size();
  }

  /// Whether such a command comes within ten seconds.
  boolean hears(int command) throws InterruptedException {
    for (Integer next; (next = commands.poll(10, TimeUnit.SECONDS)) != null; )
      if (next == command) return true;
    return false;
  }

  /// How often such a command has come, of those that nobody has asked for yet.
  long heard(int command) {
    return commands.stream().filter(it -> it == command).count();
  }

  int bound() {
    return (int) links.stream().filter(it -> it.isBound).count();
  }

  /// Sends a delivery receipt to whoever is bound.
  ///
  /// @param parameters in octets, behind the text
  void report(String text, Octets parameters) throws IOException {
    byte[] message = text.getBytes(StandardCharsets.ISO_8859_1);
    var body = ByteBuffer.allocate(60 + message.length + parameters.length());
    body.put(SubmitSm.hex("00 0101").toByteArray())
        .put("46700000001\0".getBytes(StandardCharsets.US_ASCII));
    // To an empty address; esm_class 04: a delivery receipt.
    body.put(SubmitSm.hex("0000 00 04 00 00 00 00 00 00 00 00").toByteArray());
    body.put((byte) message.length).put(message).put(parameters.toByteArray());
    byte[] whole = new byte[body.position()];
    body.flip().get(whole);
    for (Link link : links) if (link.isBound) link.send(DELIVER_SM, 0, 77, whole);
  }

  /// Breaks all links.
  void hangUp() throws IOException {
    for (Link link : links) link.socket.close();
    links.clear();
  }

  private void listen() {
    try {
      while (true) {
        var link = new Link(listener.accept());
        links.add(link);
        Thread.ofVirtual().start(link);
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private final class Link implements Runnable {
    private final Socket socket;
    private volatile boolean isBound;

    Link(Socket socket) {
      this.socket = socket;
    }

    @Override
    public void run() {
      try (socket) {
        var in = new DataInputStream(socket.getInputStream());
        while (true) {
          int length = in.readInt();
          int command = in.readInt();
          in.readInt();
          int sequence = in.readInt();
          hear(command, sequence, Octets.wrap(in.readNBytes(length - 16)));
        }
      } catch (IOException gone) {
        isBound = false;
      }
    }

    private void hear(int command, int sequence, Octets body) throws IOException {
      commands.add(command);
      switch (command) {
        case BIND_TRANSMITTER, BIND_RECEIVER, BIND_TRANSCEIVER -> bind(command, sequence, body);
        case SUBMIT_SM -> {
          submitted.add(body);
          String id = "m" + count.incrementAndGet();
          if (!isSilent)
            send(RESPONSE | command, status, sequence, status == 0 ? text(id) : new byte[0]);
        }
        case ENQUIRE_LINK, UNBIND -> send(RESPONSE | command, 0, sequence, new byte[0]);
        default -> {
          // Answers to what was sent from here.
        }
      }
    }

    private void bind(int command, int sequence, Octets body) throws IOException {
      var in = ByteBuffer.wrap(body.toByteArray());
      SubmitSm.text(in);
      boolean isRight = SubmitSm.text(in).equals(PASSWORD);
      send(
          RESPONSE | command,
          isRight ? 0 : WRONG_PASSWORD,
          sequence,
          isRight ? text("centre") : new byte[0]);
      isBound = isRight;
    }

    private static byte[] text(String text) {
      return (text + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    private synchronized void send(int command, int status, int sequence, byte[] body)
        throws IOException {
      var out = new DataOutputStream(socket.getOutputStream());
      var pdu = ByteBuffer.allocate(16 + body.length);
      pdu.putInt(16 + body.length).putInt(command).putInt(status).putInt(sequence).put(body);
      out.write(pdu.array());
      out.flush();
    }
  }

  /// Breaks all links and hears nobody any more.
  void goAway() throws IOException {
    listener.close();
    hangUp();
  }

  @Override
  public void close() throws IOException {
    goAway();
  }
}
