package io.fumarole.campaign.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.Patience;
import io.fumarole.campaign.device.PollNode;
import io.fumarole.campaign.device.RedirectUse;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Dialect.CodeMeaning;
import io.fumarole.protocol.fumo.Dialect.Reading;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileParserTest {
  private static final String GOOD =
      """
      {
        "name": "mine",
        "description": "A model of mine",
        "matches": ["M-1", "M-2"],
        "object": {
          "root": "./FUMO",
          "versionNode": "./DevDetail/SwV",
          "grouping": "plain",
          "createByAdd": true,
          "namesPackage": true,
          "resultCodes": {"197": "standby", "600": "success"}
        },
        "authentication": {"client": "hmac", "server": "md5"},
        "replyLimit": 5120,
        "binaryAsBase64": true,
        "deliveries": ["descriptor", "dm"],
        "operations": ["download", "update"],
        "largestOverDm": 100000,
        "allowUnverified": true,
        "redirects": "followed",
        "times": {"answer": "90s", "waiting": "2d"},
        "budgets": {"absences": 4}
      }
      """;

  @Test
  void readsEveryKey() throws ProfileException {
    ModelProfile profile = ProfileParser.parse("mine.json", GOOD);
    assertThat(profile.name()).isEqualTo("mine");
    assertThat(profile.matches()).containsExactly("M-1", "M-2");
    assertThat(profile.dialect().root()).map(Object::toString).hasValue("./FUMO");
    assertThat(profile.dialect().versionNode()).hasToString("./DevDetail/SwV");
    assertThat(profile.dialect().createByAdd()).isTrue();
    assertThat(profile.dialect().meaningOf(new ResultCode(197))).isEqualTo(CodeMeaning.STANDBY);
    assertThat(profile.dialect().meaningOf(new ResultCode(600))).isEqualTo(CodeMeaning.SUCCESS);
    assertThat(profile.redirects()).isEqualTo(RedirectUse.FOLLOWED);
    assertThat(profile.clientScheme()).isEqualTo(AuthScheme.HMAC);
    assertThat(profile.serverScheme()).isEqualTo(AuthScheme.MD5);
    assertThat(profile.replyLimit()).isEqualTo(5120);
    assertThat(profile.deliveries()).containsExactly(Delivery.DESCRIPTOR, Delivery.DM);
    assertThat(profile.operations()).containsExactly(Operation.DOWNLOAD, Operation.UPDATE);
    assertThat(profile.allowUnverified()).isTrue();
    assertThat(profile.patience().times().answer()).isEqualTo(Duration.ofSeconds(90));
    assertThat(profile.patience().times().waiting()).isEqualTo(Duration.ofDays(2));
    assertThat(profile.patience().budgets().absences()).isEqualTo(4);
  }

  @Test
  void whatAProfileDoesNotSayAboutTimeIsAsUsual() throws ProfileException {
    String silent = GOOD.replaceAll("(?s),\\s*\"times\".*}\\s*}", "}");
    assertThat(ProfileParser.parse("mine.json", silent).patience()).isEqualTo(Patience.USUAL);
    assertThat(ProfileParser.parse("mine.json", GOOD).patience().times().updating())
        .isEqualTo(Patience.USUAL.times().updating());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "name"                  | "Name"          | key 'Name': unknown; allowed are allowUnverified, authentication
          "grouping": "plain"     | "grouping": "x" | key 'object.grouping': 'x' is unknown; allowed are
          "grouping"              | "group"         | key 'object.group': unknown; allowed are createByAdd, grouping
          "allowUnverified": true | "name": "twice" | no JSON: Duplicate
          "replyLimit": 5120      | "replyLimit": 5 | 5 is not between 1024 and
          "client": "hmac"        | "client": 1     | key 'authentication.client': a text is needed
          "./FUMO"                | "/FUMO//x"      | '/FUMO//x' is no node address
          "197"                   | "ab"            | key 'object.resultCodes.ab': a result code is a number
          ["download", "update"]  | []              | at least one delivery and one operation
          "90s"                   | "90"            | key 'times.answer': '90' is no time such as 15m
          "2d"                    | "400d"          | key 'times.waiting': '400d' is not between 1s and 366d
          "absences": 4           | "absences": 0   | key 'budgets.absences': 0 is not between 1 and 100
          "name": "mine",         | ` `             | key 'name': missing
          """)
  void saysWhatIsWrongAndWhere(String good, String bad, String words) {
    assertThatThrownBy(() -> ProfileParser.parse("mine.json", GOOD.replace(good, bad)))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("mine.json")
        .hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          5120                   | 5            | line 14, column 3
          "plain"                | "x"          | line 8, column 5
          "client": "hmac"       | "client": 1  | line 13, column 22
          "name": "mine",        | ` `          | line 1, column 1
          "createByAdd": true,   | ` `          | line 5, column 3
          "name": "mine"         | "na.me": 1   | line 2, column 3
          "name": "mine"         | "name": mine | line 2, column 11
          ["download", "update"] | []           | none
          """)
  void saysTheLineAndTheColumn(String good, String bad, String place) {
    assertThatThrownBy(() -> ProfileParser.parse("mine", GOOD.replace(good, bad)))
        .isInstanceOfSatisfying(
            ProfileException.class,
            it -> assertThat(it.place().map(Object::toString).orElse("none")).isEqualTo(place));
  }

  @Test
  void aTextHasTheNameUnderWhichItIsStored() throws ProfileException {
    assertThat(ProfileParser.named("mine", GOOD).name()).isEqualTo("mine");
    assertThatThrownBy(() -> ProfileParser.named("other", GOOD))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("'mine' is the name of another profile: here it has to be 'other'");
  }

  @Test
  void shipsProfilesForThoseFamilies() {
    assertThat(ModelProfiles.shipped())
        .extracting(ModelProfile::name)
        .containsExactly("oma-strict", "router", "handset", "car", "module", "created", "open");
  }

  @Test
  void findsTheProfileOfAModel() throws ProfileException {
    var profiles =
        new ModelProfiles(
            List.of(ProfileParser.parse("mine.json", GOOD), ModelProfiles.shipped().getFirst()),
            ModelProfiles.STRICT);
    assertThat(profiles.forModel(Optional.of("M-2")).name()).isEqualTo("mine");
    assertThat(profiles.forModel(Optional.of("M-3")).name()).isEqualTo("oma-strict");
    assertThat(profiles.forModel(Optional.empty()).name()).isEqualTo("oma-strict");
  }

  @Test
  void theDeviceIsReadByGetsUnlessTheProfileSaysTnds() throws ProfileException {
    String tnds = GOOD.replace("\"namesPackage\"", "\"reading\": \"tnds\", \"namesPackage\"");
    assertThat(ProfileParser.parse("mine", GOOD).dialect().reading()).isEqualTo(Reading.GETS);
    assertThat(ProfileParser.parse("mine", tnds).dialect().reading()).isEqualTo(Reading.TNDS);
    assertThatThrownBy(() -> ProfileParser.parse("mine", tnds.replace("\"tnds\"", "\"tree\"")))
        .hasMessageContaining("'tree' is unknown; allowed are");
  }

  @Test
  void aProfileMayNameWhereItsModelKeepsThePollInterval() throws ProfileException {
    assertThat(ProfileParser.parse("mine.json", GOOD).poll()).isEmpty();
    String named =
        GOOD.replaceFirst("[{]", "{\"poll\": {\"node\": \"./Ext/Poll\", \"unit\": \"hours\"},");
    assertThat(ProfileParser.parse("mine.json", named).poll())
        .contains(new PollNode(DmUri.of("./Ext/Poll"), PollNode.Unit.HOURS));
  }
}
