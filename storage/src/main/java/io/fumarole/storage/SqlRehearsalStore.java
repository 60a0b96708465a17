package io.fumarole.storage;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.storage.Engine.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// [RehearsalStore] in the database.
final class SqlRehearsalStore implements RehearsalStore {
  private static final String BEGIN =
      """
      INSERT INTO campaign_rehearsal
        (campaign_id, rehearsal_id, state, asked, told, played, plays, given, words)
      VALUES (:campaign, :id, 'RUNNING', :now, :now, 0, 0, :given, '')
      ON CONFLICT (campaign_id) DO UPDATE SET
        rehearsal_id = :id, state = 'RUNNING', asked = :now, told = :now, played = 0, plays = 0,
        given = :given, words = '', habits = NULL, forecast = NULL
      """;

  private static final String IS_WANTED =
      "WHERE campaign_id = :campaign AND rehearsal_id = :id AND state = 'RUNNING'";

  static final String PLAYED =
      "UPDATE campaign_rehearsal SET played = :played, plays = :plays, told = :now " + IS_WANTED;

  static final String ENDED =
      "UPDATE campaign_rehearsal SET state = :state, words = :words, habits = :habits,"
          + " forecast = :forecast, told = :now "
          + IS_WANTED;

  static final String FIND =
      """
      SELECT campaign_id, rehearsal_id, state, asked, told, played, plays, given, words, habits,
        forecast
      FROM campaign_rehearsal WHERE campaign_id = :campaign
      """;

  static final String FORGET = "DELETE FROM campaign_rehearsal WHERE campaign_id = :campaign";

  private final Database database;

  SqlRehearsalStore(Database database) {
    this.database = database;
  }

  @Override
  public void begin(CampaignId campaign, String id, String given, Instant now) {
    database.write(
        "beginning a rehearsal of campaign " + campaign,
        tx ->
            Verdict.keep(
                tx.createUpdate(BEGIN)
                    .bind("campaign", campaign.value())
                    .bind("id", id)
                    .bind("given", given)
                    .bind("now", now.toEpochMilli())
                    .execute()));
  }

  @Override
  public boolean played(CampaignId campaign, String id, int played, int plays, Instant now) {
    return database.write(
        "noting how far the rehearsal of campaign " + campaign + " is",
        tx ->
            Verdict.keepIf(
                tx.createUpdate(PLAYED)
                        .bind("campaign", campaign.value())
                        .bind("id", id)
                        .bind("played", played)
                        .bind("plays", plays)
                        .bind("now", now.toEpochMilli())
                        .execute()
                    == 1));
  }

  @Override
  public boolean done(CampaignId campaign, String id, Outcome outcome, Instant now) {
    return ended(campaign, id, State.DONE, "", Optional.of(outcome), now);
  }

  @Override
  public boolean failed(CampaignId campaign, String id, String words, Instant now) {
    return ended(campaign, id, State.FAILED, words, Optional.empty(), now);
  }

  private boolean ended(
      CampaignId campaign,
      String id,
      State state,
      String words,
      Optional<Outcome> outcome,
      Instant now) {
    return database.write(
        "ending the rehearsal of campaign " + campaign,
        tx ->
            Verdict.keepIf(
                tx.createUpdate(ENDED)
                        .bind("campaign", campaign.value())
                        .bind("id", id)
                        .bind("state", state.name())
                        .bind("words", words)
                        .bind("habits", outcome.map(Outcome::habits).orElse(null))
                        .bind("forecast", outcome.map(Outcome::forecast).orElse(null))
                        .bind("now", now.toEpochMilli())
                        .execute()
                    == 1));
  }

  @Override
  public Optional<Kept> find(CampaignId campaign) {
    return database
        .list(
            "reading the rehearsal of campaign " + campaign,
            FIND,
            it -> it.bind("campaign", campaign.value()),
            SqlRehearsalStore::read)
        .stream()
        .findFirst();
  }

  @Override
  public void forget(CampaignId campaign) {
    database.write(
        "forgetting the rehearsal of campaign " + campaign,
        tx -> Verdict.keep(tx.createUpdate(FORGET).bind("campaign", campaign.value()).execute()));
  }

  private static Kept read(ResultSet row) throws SQLException {
    Optional<String> habits = Column.text(row, "habits");
    Optional<String> forecast = Column.text(row, "forecast");
    return new Kept(
        new CampaignId(row.getString("campaign_id")),
        row.getString("rehearsal_id"),
        State.valueOf(row.getString("state")),
        Column.time(row, "asked"),
        Column.time(row, "told"),
        row.getInt("played"),
        row.getInt("plays"),
        row.getString("given"),
        row.getString("words"),
        habits.flatMap(said -> forecast.map(it -> new Outcome(said, it))));
  }
}
