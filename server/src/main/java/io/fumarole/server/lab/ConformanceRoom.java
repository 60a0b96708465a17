package io.fumarole.server.lab;

import io.fumarole.campaign.exchange.Examiner;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The conformance kit as the server sees it. Who starts the server brings it along: the kit stands
/// beside the server, and neither needs the other.
public interface ConformanceRoom {
  /// What can be played to a device, in that order.
  List<Card> cases();

  /// Makes ready to play cases to a device.
  ///
  /// @param cases ids of [#cases], in their order
  Sitting open(Subject subject, List<String> cases, Company company);

  /// A case, for those who choose.
  ///
  /// @param needsPackage whether it installs one
  /// @param needsNotification whether the device has to be reached by a notification
  /// @param hands what somebody has to do at the device, besides letting it open sessions
  record Card(
      String id,
      String title,
      String group,
      List<String> specs,
      boolean needsPackage,
      boolean needsNotification,
      List<String> hands) {
    public Card {
      specs = List.copyOf(specs);
      hands = List.copyOf(hands);
    }
  }

  /// The device that is judged.
  ///
  /// @param client what it shows
  /// @param server what the kit shows
  /// @param nonce the last that the device gave for that; empty when it has given none
  /// @param object its firmware update object
  /// @param firmware an update that it takes
  /// @param isReachable whether notifications can be sent to it
  /// @param patience how long it may stay silent
  /// @param url of the server, without a path
  /// @param files the address below which it fetches, without a slash at the end
  record Subject(
      AuthScheme clientScheme,
      Optional<Account> client,
      AuthScheme serverScheme,
      Optional<Account> server,
      Octets nonce,
      String serverId,
      String object,
      Optional<Firmware> firmware,
      boolean isReachable,
      Duration patience,
      String url,
      String files) {}

  /// @param version what the device says once it has it
  record Firmware(Octets octets, String version) {}

  /// Who is told, and does what the kit cannot do.
  interface Company {
    /// A case is about to be played.
    void begins(String id, String title);

    void judged(Finding finding);

    /// Something is to be done at the device.
    ///
    /// @param word what, for programs: `session`, `yes`, `no` …
    /// @param sentence what, for people
    /// @return false when nobody is there
    boolean asked(String word, String sentence);

    /// @param package0 a bare notification that is to be brought to the device
    void ring(Octets package0) throws IOException;
  }

  /// @param verdict pass, fail, not-applicable or inconclusive
  /// @param line of the case where it was decided
  record Finding(
      String id, String title, String group, String verdict, String why, int line, long millis) {}

  /// A device in front of the kit.
  interface Sitting {
    /// Plays the cases to their end.
    Reports run() throws IOException, InterruptedException;

    /// Ends it early: what was not judged yet is inconclusive.
    void stop(String why);

    /// Asks the device by a notification to open a session; false when it cannot be reached.
    boolean wake() throws IOException;

    /// The server has refused a message in the device's name before the kit could hear it.
    ///
    /// @param words the HTTP status and why
    void refused(String words);

    /// The answer to a message of the device.
    Examiner.Reply exchange(Exchanger.Request request) throws IOException, InterruptedException;

    /// The answer to a request below the address of the files.
    Fetched fetch(Call call) throws IOException, InterruptedException;
  }

  /// A request over plain HTTP.
  record Call(String method, String url, List<Header> headers, Octets body) {}

  record Header(String name, String value) {}

  /// @param length what is announced: when it is more than the body has, the answer breaks off
  ///   there
  record Fetched(int status, List<Header> headers, Octets body, long length) {}

  /// What a run has found.
  ///
  /// @param end why it ended early; empty when it came to its end
  /// @param counts of each verdict
  record Reports(String end, Map<String, Long> counts, Octets json, Octets html, Octets junit) {}
}
