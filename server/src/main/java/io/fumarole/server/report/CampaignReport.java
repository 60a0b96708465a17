package io.fumarole.server.report;

import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.campaign.plan.Participation;
import io.fumarole.campaign.plan.Tally;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Who got which version in a campaign, when, with which result, and what shows it. Devices are
/// read a page at a time and written as they are read: the largest campaign needs no more memory
/// than a page.
public final class CampaignReport {
  static final int PAGE = 1_000;

  private final CampaignStore campaigns;
  private final InstantSource clock;

  public CampaignReport(CampaignStore campaigns, InstantSource clock) {
    this.campaigns = campaigns;
    this.clock = clock;
  }

  private interface Rows {
    void add(ReportRow row) throws IOException;
  }

  public void csv(Campaign campaign, OutputStream out) throws IOException {
    var report = new CsvReport(out);
    Instant asOf = clock.instant();
    report.begin();
    read(campaign, asOf, row -> report.add(row, asOf, campaign.state().word()));
    report.end();
  }

  public void html(Campaign campaign, OutputStream out) throws IOException {
    var page = new Html(out);
    Instant asOf = clock.instant();
    page.begin("Campaign " + campaign.plan().name());
    if (!campaign.state().isEnd())
      page.note(
          "This campaign is %s: what follows was read from %s on, and will change."
              .formatted(campaign.state().word(), asOf));
    page.facts(facts(campaign, asOf));
    phases(campaign, page);
    page.heading("Devices");
    page.beginTable(HtmlRows.COLUMNS);
    var endings = new Endings();
    read(
        campaign,
        asOf,
        row -> {
          endings.count(row);
          page.row(HtmlRows.of(row));
        });
    page.endTable();
    end(page, endings);
  }

  private static List<Html.Fact> facts(Campaign campaign, Instant asOf) {
    CampaignPlan plan = campaign.plan();
    return List.of(
        new Html.Fact("Campaign", campaign.id().value()),
        new Html.Fact("Model", plan.release().model()),
        new Html.Fact("Version", plan.release().version()),
        new Html.Fact("Filter", plan.target().filter()),
        new Html.Fact("State", campaign.state().word() + ": " + campaign.reason()),
        new Html.Fact("Started", campaign.progress().started().map(Instant::toString).orElse("")),
        new Html.Fact("Last change", campaign.changed().toString()),
        new Html.Fact("As of", asOf.toString()));
  }

  private void phases(Campaign campaign, Html page) throws IOException {
    Tally tally = campaigns.tally(campaign);
    page.heading("Phases");
    page.beginTable(
        List.of("Phase", "Taken", "Held", "Open", "Succeeded", "Failed", "Declined or cancelled"));
    for (int i = 0; i < campaign.plan().phases().size(); i++) {
      Tally.OfPhase seen = i < tally.phases().size() ? tally.phases().get(i) : Tally.OfPhase.NONE;
      List<List<String>> cells = new ArrayList<>();
      cells.add(List.of(campaign.plan().phase(i).name()));
      for (long number :
          List.of(
              seen.taken(),
              seen.held(),
              seen.open(),
              seen.succeeded(),
              seen.failed(),
              seen.declined())) cells.add(List.of(Words.of(number)));
      page.row(cells);
    }
    page.endTable();
    page.paragraph(
        "%s devices, %s of them wait for a phase."
            .formatted(Words.of(tally.members()), Words.of(tally.waiting())));
  }

  private void end(Html page, Endings endings) throws IOException {
    page.heading("Results");
    page.beginTable(List.of("State", "Cause", "Code", "Meaning", "Devices"));
    for (List<String> row : endings.rows()) page.row(row.stream().map(List::of).toList());
    page.endTable();
    page.paragraph(
        "Complete: %s devices, the last of them read at %s."
            .formatted(Words.of(endings.total()), clock.instant()));
    page.end();
  }

  private void read(Campaign campaign, Instant now, Rows rows) throws IOException {
    List<Participation> page = campaigns.participations(campaign.id(), "", PAGE);
    while (!page.isEmpty()) {
      for (Participation device : page) rows.add(ReportRow.of(campaign, device, now));
      page =
          page.size() < PAGE
              ? List.of()
              : campaigns.participations(campaign.id(), page.getLast().device().value(), PAGE);
    }
  }
}
