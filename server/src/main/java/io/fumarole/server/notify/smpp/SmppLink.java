package io.fumarole.server.notify.smpp;

import io.fumarole.server.notify.Receipt;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;

/// The session with the message centre, kept up: one that breaks is opened again, after a pause
/// that grows and that no two servers share.
final class SmppLink implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SmppLink.class.getName());

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /// Doubling goes on for so many failures; the longest pause is reached before.
  private static final int MOST_DOUBLINGS = 10;

  private static final int NOT_UNDERSTOOD = 0x03;

  /// Temporary application error: the centre is to try again. Spec: SMPP 3.4 5.1.3.
  private static final int NOT_NOW = 0x64;

  private final SmppSettings settings;
  private final SSLSocketFactory tls;
  private final Consumer<Receipt> receipts;
  private final IntUnaryOperator random;
  private final AtomicReference<@Nullable SMPPSession> session = new AtomicReference<>();
  private volatile String trouble = "it is being opened";
  private Optional<Thread> thread = Optional.empty();

  /// @param tls makes the sockets where the link is encrypted
  /// @param receipts told what became of messages
  /// @param random a number from 0 up to its argument, exclusive
  SmppLink(
      SmppSettings settings,
      SSLSocketFactory tls,
      Consumer<Receipt> receipts,
      IntUnaryOperator random) {
    this.settings = settings;
    this.tls = tls;
    this.receipts = receipts;
    this.random = random;
  }

  void start() {
    thread = Optional.of(Thread.ofVirtual().name("smpp-link").start(this::keepUp));
  }

  /// The session, while it stands.
  Optional<SMPPSession> session() {
    return Optional.ofNullable(session.get()).filter(it -> it.getSessionState().isTransmittable());
  }

  /// Why there is no session.
  String trouble() {
    return trouble;
  }

  private void keepUp() {
    int failures = 0;
    while (!Thread.currentThread().isInterrupted()) {
      var lost = new CountDownLatch(1);
      try {
        session.set(bind(lost));
        LOG.log(System.Logger.Level.INFO, "message centre bound host={0}", settings.host());
        failures = 0;
        lost.await();
        trouble = "it broke";
        LOG.log(System.Logger.Level.WARNING, "message centre lost host={0}", settings.host());
      } catch (IOException e) {
        trouble = reason(e);
        if (failures == 0)
          LOG.log(
              System.Logger.Level.WARNING,
              "message centre not bound host={0} reason={1}",
              settings.host(),
              trouble);
      } catch (InterruptedException closed) {
        return;
      } finally {
        take().ifPresent(SmppLink::end);
      }
      failures++;
      if (!pause(failures)) return;
    }
  }

  private boolean pause(int failures) {
    try {
      Thread.sleep(pauseAfter(failures, random));
      return true;
    } catch (InterruptedException closed) {
      return false;
    }
  }

  /// Doubled with each failure, less up to a half of it by chance: servers that lost the same
  /// centre together do not come back together.
  static Duration pauseAfter(int failures, IntUnaryOperator random) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    Duration most = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    int half = Math.toIntExact(most.toMillis() / 2);
    return most.minusMillis(random.applyAsInt(half + 1));
  }

  /// For one of those who would end it: a second unbind is answered by nobody, once the first has
  /// closed the link.
  private Optional<SMPPSession> take() {
    return Optional.ofNullable(session.getAndSet(null));
  }

  private static void end(SMPPSession session) {
    if (session.getSessionState().isBound()) session.unbindAndClose();
    else session.close();
  }

  private SMPPSession bind(CountDownLatch lost) throws IOException {
    var opened = new SMPPSession(this::connect);
    opened.setEnquireLinkTimer(Math.toIntExact(settings.enquireLink().toMillis()));
    opened.setTransactionTimer(settings.patience().toMillis());
    opened.setMessageReceiverListener(new Heard());
    opened.addSessionStateListener(
        (now, before, source) -> {
          if (now == SessionState.CLOSED) lost.countDown();
        });
    SmppSettings.Login login = settings.login();
    var parameter =
        new BindParameter(
            settings.bind() == SmppSettings.Bind.TRANSCEIVER ? BindType.BIND_TRX : BindType.BIND_TX,
            login.systemId(),
            login.password(),
            login.systemType(),
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null);
    opened.connectAndBind(
        settings.host(), settings.port(), parameter, settings.patience().toMillis());
    return opened;
  }

  private Connection connect(String host, int port) throws IOException {
    int patience = Math.toIntExact(settings.patience().toMillis());
    Socket socket = settings.isTls() ? tls.createSocket() : new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), patience);
      if (socket instanceof SSLSocket encrypted) {
        // The library itself would take the certificate of anybody.
        SSLParameters parameters = encrypted.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        encrypted.setSSLParameters(parameters);
        encrypted.setSoTimeout(patience);
        encrypted.startHandshake();
      }
      return new SocketConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static String reason(IOException e) {
    return e.getCause() instanceof NegativeResponseException refused
        ? "the centre refused the bind with status 0x%08X".formatted(refused.getCommandStatus())
        : String.valueOf(e.getMessage());
  }

  /// What the centre sends us. Anything but a receipt is for nobody here, and is taken all the
  /// same: the centre would send it again for ever.
  private final class Heard implements MessageReceiverListener {
    @Override
    public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
      if (!message.isSmscDeliveryReceipt()) return;
      try {
        SmppReceipt.of(message).ifPresent(receipts);
      } catch (RuntimeException e) {
        LOG.log(
            System.Logger.Level.ERROR, "a receipt was not stored; the centre sends it again", e);
        throw new ProcessRequestException("not now", NOT_NOW);
      }
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {
      LOG.log(System.Logger.Level.DEBUG, "message centre alerts about {0}", alert.getSourceAddr());
    }

    @Override
    public DataSmResult onAcceptDataSm(DataSm dataSm, Session source)
        throws ProcessRequestException {
      throw new ProcessRequestException("data_sm is not taken", NOT_UNDERSTOOD);
    }
  }

  @Override
  public void close() {
    // Before the thread: what it wakes up to is none of its own any more.
    Optional<SMPPSession> standing = take();
    thread.ifPresent(Thread::interrupt);
    standing.ifPresent(SmppLink::end);
  }
}
