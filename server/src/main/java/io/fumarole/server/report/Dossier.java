package io.fumarole.server.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What dossiers say, as their JSON has it; pages are made of the same. What is not known is null
/// and said in `unknown`: who reads a dossier later must not take a gap for a "no".
final class Dossier {
  private Dossier() {}

  /// What somebody did: the line of the audit that says what was asked, with the one that says how
  /// it ended.
  ///
  /// @param ended number of the line that says how it ended
  /// @param outcome a status of HTTP, or `asked` where no line says how it ended
  record Act(
      long number,
      Optional<Long> ended,
      Instant at,
      String kind,
      String actor,
      String from,
      String action,
      String outcome) {}

  /// What one has asked for and another had to agree to.
  record Consent(
      String id,
      String askedBy,
      Instant asked,
      String state,
      Optional<String> decidedBy,
      Optional<Instant> decided,
      Optional<String> words,
      List<Act> acts) {}

  /// A package's file.
  ///
  /// @param signedBy id of the key
  record Bundle(
      String id,
      String name,
      String vendor,
      Optional<String> fromVersion,
      String sha256,
      long size,
      boolean signed,
      Optional<String> signedBy,
      Instant added,
      List<Act> acts,
      List<String> unknown) {}

  /// What the software is made of.
  record SbomPart(String format, Optional<String> url, Optional<String> sha256) {}

  /// @param says `affected` or `fixed`
  record AdvisoryPart(String id, String title, Optional<String> url, String says) {}

  /// @param state null where there is no such release any more, as is `since`
  /// @param advisories as they stood when this was written
  record ReleasePart(
      String model,
      String version,
      Optional<String> state,
      Optional<Instant> since,
      Optional<SbomPart> sbom,
      List<AdvisoryPart> advisories,
      List<Bundle> bundles,
      List<Act> acts,
      List<Consent> approvals,
      List<String> unknown) {}

  record CampaignPart(
      String id,
      String name,
      String model,
      String version,
      String filter,
      String state,
      String reason,
      Instant created,
      Optional<Instant> started,
      Instant changed,
      List<Act> acts,
      List<Consent> approvals,
      List<String> unknown) {}

  /// One Exec.
  ///
  /// @param alert type of the generic alert that reports on it
  record Sent(
      String correlator,
      String operation,
      String delivery,
      Instant at,
      String step,
      String alert,
      Optional<Integer> result,
      Optional<String> meaning) {}

  /// Something that happened, as the server has noted it then.
  record Noted(Instant at, String kind, String text) {}

  /// A version that was read from the device.
  record VersionRead(String version, Instant at) {}

  /// @param versionRead what ended it
  record DeploymentPart(
      String id,
      Optional<String> campaign,
      Optional<String> phase,
      String bundle,
      Optional<String> fromVersion,
      String toVersion,
      Instant ordered,
      String state,
      Optional<Instant> ended,
      Optional<String> endedIn,
      Optional<String> cause,
      Optional<Integer> code,
      String reason,
      String choice,
      List<Sent> sent,
      Optional<VersionRead> versionRead,
      List<Noted> events,
      List<Act> acts,
      List<String> unknown) {}

  /// @param version that it said last that it runs
  record DevicePart(
      String id,
      String standing,
      String profile,
      Optional<String> manufacturer,
      Optional<String> model,
      Optional<String> hardware,
      Optional<String> version,
      Instant firstSeen,
      Instant lastSeen,
      List<Noted> events,
      List<Act> acts,
      List<String> unknown) {}

  /// A device in a campaign.
  ///
  /// @param tries how often it was tried again
  /// @param version that it said last that it runs
  record MemberPart(
      String device,
      Optional<String> phase,
      String state,
      String reason,
      int tries,
      Optional<String> version,
      Instant lastSeen,
      Optional<DeploymentPart> deployment,
      List<String> unknown) {}

  /// Where the audit stood when the dossier had been written.
  record Head(long number, String chain, Instant at) {}
}
