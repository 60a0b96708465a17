package io.fumarole.protocol.dm.session;

import static io.fumarole.protocol.dm.session.Conversation.CLIENT;
import static io.fumarole.protocol.dm.session.Conversation.CLIENT_NONCE;
import static io.fumarole.protocol.dm.session.Conversation.SERVER;
import static io.fumarole.protocol.dm.session.Conversation.SERVER_NONCE;
import static io.fumarole.protocol.dm.session.Conversation.brief;
import static io.fumarole.protocol.dm.session.Conversation.chal;
import static io.fumarole.protocol.dm.session.Conversation.exec;
import static io.fumarole.protocol.dm.session.Conversation.get;
import static io.fumarole.protocol.dm.session.Conversation.headerStatus;
import static io.fumarole.protocol.dm.session.Conversation.md5;
import static io.fumarole.protocol.dm.session.Conversation.sequence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import io.fumarole.protocol.testing.Golden;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Both sides prove themselves to each other. Spec: DM-SEC 5, syncml-dm 8, and field-notes.
class ClientAuthenticationTest {
  private static final String MD5 = "syncml:auth-md5";
  private static final String MAC = "syncml:auth-MAC";
  private static final Optional<Meta> NO_CHAL = Optional.empty();
  private static final Command GET = get(1, "./DevDetail/HwV");

  private final Conversation conversation = new Conversation();

  private Message start(AuthScheme client, AuthScheme server) {
    conversation.config = Conversation.config(client, server, Form.XML);
    return conversation.start();
  }

  private static String credData(Message message) {
    return message.header().cred().map(cred -> cred.data().utf8()).orElse("none");
  }

  private void hearsStatus(int status, Optional<Meta> chal, Command... commands) {
    conversation.hears(conversation.message(status, chal, true, commands));
  }

  private void assertFailed(Step.Reason reason) {
    assertThat(conversation.step)
        .isInstanceOfSatisfying(
            Step.Failed.class, failed -> assertThat(failed.reason()).isEqualTo(reason));
  }

  // ---- The device to the server

  @Test
  void theFirstMessageCarriesCredentialsOfTheConfiguredScheme() {
    assertThat(credData(start(AuthScheme.NONE, AuthScheme.NONE))).isEqualTo("none");
    assertThat(credData(start(AuthScheme.MD5, AuthScheme.NONE)))
        .isEqualTo(CLIENT.md5(CLIENT_NONCE));
    assertThat(credData(start(AuthScheme.BASIC, AuthScheme.NONE)))
        .isEqualTo("ZGV2aWNlOmMxaWVudC1QYTU1");
    assertThat(credData(start(AuthScheme.HMAC, AuthScheme.NONE))).isEqualTo("none");
    assertThat(conversation.sending().hmac())
        .contains(
            "algorithm=MD5, username=\"device\", mac="
                + CLIENT.hmac(CLIENT_NONCE, conversation.sending().body()));
    assertThat(conversation.said().header().source().locName()).contains("device");
  }

  @Test
  void after212NoMoreCredentialsAreSentAndTheNonceIsForTheNextSession() {
    start(AuthScheme.MD5, AuthScheme.NONE);
    hearsStatus(212, chal(MD5, "next session"), GET);
    assertThat(credData(conversation.said())).isEqualTo("none");
    assertThat(conversation.session().nonces().client()).isEqualTo(Octets.utf8("next session"));
  }

  @Test
  void after200CredentialsAreRepeatedWithTheNonceGiven() {
    start(AuthScheme.MD5, AuthScheme.NONE);
    hearsStatus(200, chal(MD5, "second"), GET);
    assertThat(credData(conversation.said())).isEqualTo(CLIENT.md5(Octets.utf8("second")));
    hearsStatus(200, NO_CHAL, GET);
    assertThat(credData(conversation.said())).isEqualTo(CLIENT.md5(Octets.utf8("second")));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 407})
  void aChallengeHasPackageOneRepeatedInTheSameSession(int status) {
    start(AuthScheme.NONE, AuthScheme.NONE);
    conversation.respUri = Optional.of("http://server/dm?s=1");
    hearsStatus(status, chal(MD5, "challenge"));
    Message repeated = conversation.said();
    assertThat(repeated.header().sessionId()).isEqualTo("1F");
    assertThat(repeated.header().msgId().text()).isEqualTo("2");
    assertThat(conversation.sending().target()).isEqualTo("http://server/dm?s=1");
    assertThat(headerStatus(repeated).answersHeader()).isTrue();
    assertThat(brief(repeated)).containsExactly("Alert 1201", "Replace", "Final");
    assertThat(credData(repeated)).isEqualTo(CLIENT.md5(Octets.utf8("challenge")));
  }

  @Test
  void aStaleNonceIsChallengedOnceMoreAndAWrongSecretNotForEver() {
    start(AuthScheme.MD5, AuthScheme.NONE);
    for (int round = 1; round <= ClientLogin.MOST_CHALLENGES; round++) {
      hearsStatus(401, chal(MD5, "nonce " + round));
      assertThat(credData(conversation.said()))
          .isEqualTo(CLIENT.md5(Octets.utf8("nonce " + round)));
    }
    hearsStatus(401, chal(MD5, "nonce 4"));
    assertFailed(Step.Reason.DEVICE_NOT_AUTHENTICATED);
  }

  @Test
  void theSchemeOfTheChallengeIsFollowed() {
    start(AuthScheme.BASIC, AuthScheme.NONE);
    hearsStatus(401, chal(MAC, "challenge"));
    assertThat(credData(conversation.said())).isEqualTo("none");
    assertThat(conversation.sending().hmac().orElseThrow())
        .endsWith(CLIENT.hmac(Octets.utf8("challenge"), conversation.sending().body()));
    hearsStatus(200, chal(MAC, "second"), GET);
    assertThat(conversation.sending().hmac().orElseThrow())
        .endsWith(CLIENT.hmac(Octets.utf8("second"), conversation.sending().body()));
  }

  @Test
  void anEmptyNextNonceIsANonceOfLengthZero() {
    start(AuthScheme.MD5, AuthScheme.NONE);
    hearsStatus(401, chal(MD5, ""));
    assertThat(credData(conversation.said())).isEqualTo(CLIENT.md5(Octets.EMPTY));
  }

  @Test
  void aPasswordIsNotSentUnlessTheAccountHoldsIt() {
    conversation.config =
        new ClientConfig(
            "IMEI:1",
            "http://server/dm",
            "fota.example",
            AuthScheme.MD5,
            Optional.of(CLIENT.hashOnly()),
            AuthScheme.NONE,
            Optional.empty(),
            Form.XML,
            20_000,
            1_000);
    conversation.start();
    hearsStatus(401, Optional.of(Meta.of("b64", "syncml:auth-basic")));
    assertFailed(Step.Reason.DEVICE_NOT_AUTHENTICATED);
  }

  @Test
  void aChallengeWithoutASchemeOrWithAnUnknownOneFails() {
    start(AuthScheme.MD5, AuthScheme.NONE);
    hearsStatus(401, NO_CHAL);
    assertFailed(Step.Reason.DEVICE_NOT_AUTHENTICATED);
    start(AuthScheme.MD5, AuthScheme.NONE);
    hearsStatus(401, chal("syncml:auth-securid", "x"));
    assertFailed(Step.Reason.DEVICE_NOT_AUTHENTICATED);
  }

  @Test
  void aStatusForAnotherMessageOfOursIsNotHeard() {
    start(AuthScheme.MD5, AuthScheme.NONE);
    hearsStatus(200, chal(MD5, "second"), GET);
    Octets late = conversation.message(212, chal(MD5, "late"), true, GET);
    conversation.hears(
        Octets.utf8(late.utf8().replace("<MsgRef>2</MsgRef>", "<MsgRef>1</MsgRef>")));
    assertThat(credData(conversation.said())).isEqualTo(CLIENT.md5(Octets.utf8("second")));
  }

  @Test
  void aChallengeLaterInTheSessionHasThatMessageRepeated() {
    start(AuthScheme.MD5, AuthScheme.NONE);
    hearsStatus(200, chal(MD5, "second"), GET);
    assertThat(brief(conversation.said())).contains("Get 1 200 ./DevDetail/HwV");
    hearsStatus(401, chal(MD5, "third"));
    assertThat(brief(conversation.said()))
        .containsExactly("Get 1 200 ./DevDetail/HwV", "Results 1 ./DevDetail/HwV=B2", "Final");
    assertThat(credData(conversation.said())).isEqualTo(CLIENT.md5(Octets.utf8("third")));
  }

  @Test
  void anAlertIsNotAnsweredByAChallengeAndIsReportedAgainWithPackageOne() {
    Item item = Item.source("./FwUpdate/FwPkg1", Meta.format("int"), text("200"));
    var alert = new ClientAlert("r1", AlertCode.GENERIC_ALERT, Optional.empty(), List.of(item));
    conversation.opening = Conversation.opening(alert);
    Message first = start(AuthScheme.NONE, AuthScheme.NONE);
    hearsStatus(407, chal(MD5, "challenge"), conversation.answer(first.commands().get(1), 407));
    assertThat(conversation.session().answeredAlerts()).isEmpty();
    Message second = conversation.said();
    assertThat(brief(second)).contains("Alert 1226");
    hearsStatus(212, NO_CHAL, conversation.answer(second.commands().get(2), 200));
    assertThat(conversation.session().answeredAlerts()).containsEntry("r1", StatusCode.OK);
  }

  private static Data text(String text) {
    return Data.text(text);
  }

  // ---- The server to the device

  @Test
  void aServerWithGoodCredentialsGets212AndTheNextNonce() {
    start(AuthScheme.MD5, AuthScheme.MD5);
    conversation.cred = md5(SERVER_NONCE);
    hearsStatus(212, chal(MD5, "next session"), GET);
    assertThat(brief(conversation.said()))
        .containsExactly(
            "SyncHdr 212", "Get 1 200 ./DevDetail/HwV", "Results 1 ./DevDetail/HwV=B2", "Final");
    assertThat(conversation.session().serverAuthenticated()).isTrue();
    assertThat(conversation.session().nonces())
        .isEqualTo(new ClientNonces(Octets.utf8("next session"), conversation.nextNonce()));
    conversation.cred = Optional.empty();
    hearsStatus(200, NO_CHAL, GET);
    assertThat(brief(conversation.said())).doesNotContain("SyncHdr 212").contains("Final");
  }

  @Test
  void basicCredentialsOfTheServerAreCheckedToo() {
    start(AuthScheme.NONE, AuthScheme.BASIC);
    Meta basic = Meta.of("b64", "syncml:auth-basic");
    conversation.cred =
        Optional.of(new Cred(basic, Octets.utf8("Zm90YS5leGFtcGxlOnMzcnZlci1QYTU1")));
    hearsStatus(200, NO_CHAL, GET);
    assertThat(brief(conversation.said()).getFirst()).isEqualTo("SyncHdr 212");
    start(AuthScheme.NONE, AuthScheme.BASIC);
    conversation.cred = Optional.of(new Cred(basic, Octets.utf8("Zm90YS5leGFtcGxlOnRyeSBtZQ==")));
    hearsStatus(200, NO_CHAL, GET);
    assertThat(brief(conversation.said()).getFirst()).isEqualTo("SyncHdr 401");
    assertThat(headerStatus(conversation.said()).chal()).contains(basic);
  }

  @ParameterizedTest
  @CsvSource({"false, 407", "true, 401"})
  void aServerWithoutGoodCredentialsHasEachCommandRefused(boolean presents, int status) {
    start(AuthScheme.MD5, AuthScheme.MD5);
    if (presents) conversation.cred = md5(Octets.utf8("stale"));
    hearsStatus(212, NO_CHAL, GET, sequence(2, exec(3, "./FwUpdate/FwPkg1/Update")));
    assertThat(brief(conversation.said()))
        .containsExactly(
            "SyncHdr " + status,
            "Get 1 " + status + " ./DevDetail/HwV",
            "Sequence 2 " + status,
            "Exec 3 " + status + " ./FwUpdate/FwPkg1/Update",
            "Final");
    assertThat(conversation.device.executed).isEmpty();
    assertThat(conversation.session().serverAuthenticated()).isFalse();
    conversation.cred = md5(conversation.nextNonce());
    hearsStatus(200, NO_CHAL, GET);
    assertThat(brief(conversation.said())).contains("SyncHdr 212", "Get 1 200 ./DevDetail/HwV");
  }

  @Test
  void aServerThatNeverGetsItRightIsLeft() {
    start(AuthScheme.NONE, AuthScheme.MD5);
    for (int round = 1; round <= ServerCheck.MOST_CHALLENGES; round++) {
      conversation.cred = md5(Octets.utf8("wrong " + round));
      hearsStatus(200, NO_CHAL, GET);
      assertThat(brief(conversation.said()).getFirst()).isEqualTo("SyncHdr 401");
    }
    conversation.cred = md5(Octets.utf8("wrong again"));
    hearsStatus(200, NO_CHAL, GET);
    assertFailed(Step.Reason.SERVER_NOT_AUTHENTICATED);
  }

  @Test
  void aServerWithoutCommandsIsNotChallengedByALoneStatusAndNothingItSaidCounts() {
    Item item = Item.source("./FwUpdate/FwPkg1", Meta.format("int"), text("200"));
    var alert = new ClientAlert("r1", AlertCode.GENERIC_ALERT, Optional.empty(), List.of(item));
    conversation.opening = Conversation.opening(alert);
    Message first = start(AuthScheme.MD5, AuthScheme.MD5);
    hearsStatus(212, chal(MD5, "poison"), conversation.answer(first.commands().get(1), 200));
    assertThat(conversation.step).isEqualTo(new Step.Ended(Step.Ending.SERVER_NOT_AUTHENTICATED));
    assertThat(conversation.session().answeredAlerts()).isEmpty();
    assertThat(conversation.session().nonces())
        .isEqualTo(new ClientNonces(CLIENT_NONCE, SERVER_NONCE));
  }

  @Test
  void aChallengeNonceOfAnUnknownServerIsUsedButNotKept() {
    start(AuthScheme.MD5, AuthScheme.MD5);
    hearsStatus(401, chal(MD5, "challenge"));
    assertThat(brief(conversation.said()))
        .containsExactly("SyncHdr 407", "Alert 1201", "Replace", "Final");
    assertThat(credData(conversation.said())).isEqualTo(CLIENT.md5(Octets.utf8("challenge")));
    assertThat(conversation.session().nonces().client()).isEqualTo(CLIENT_NONCE);
    conversation.cred = md5(conversation.nextNonce());
    hearsStatus(212, NO_CHAL, GET);
    assertThat(conversation.session().nonces().client()).isEqualTo(Octets.utf8("challenge"));
  }

  @Test
  void whatAServerSaidBeforeItProvedItselfCountsOnceItHas() {
    Item item = Item.source("./FwUpdate/FwPkg1", Meta.format("int"), text("200"));
    var alert = new ClientAlert("r1", AlertCode.GENERIC_ALERT, Optional.empty(), List.of(item));
    conversation.opening = Conversation.opening(alert);
    Message first = start(AuthScheme.NONE, AuthScheme.MD5);
    hearsStatus(200, NO_CHAL, conversation.answer(first.commands().get(1), 200), GET);
    assertThat(conversation.session().answeredAlerts()).isEmpty();
    conversation.cred = md5(conversation.nextNonce());
    hearsStatus(200, NO_CHAL, GET);
    assertThat(conversation.session().answeredAlerts()).containsEntry("r1", StatusCode.OK);
  }

  // ---- HMAC both ways

  @Test
  void underHmacEveryMessageIsCheckedAnsweredWith200AndGivenANonce() {
    start(AuthScheme.HMAC, AuthScheme.HMAC);
    hearsSigned(SERVER_NONCE);
    for (int round = 0; round < 3; round++) {
      Message answer = conversation.said();
      assertThat(headerStatus(answer).code()).isEqualTo("200");
      assertThat(brief(answer)).contains("Get 1 200 ./DevDetail/HwV");
      assertThat(conversation.sending().hmac()).isPresent();
      hearsSigned(conversation.nextNonce());
    }
    assertThat(conversation.session().nonces().server()).isEqualTo(conversation.nextNonce());
  }

  @Test
  void aMessageWithoutItsHmacRunsNothingEvenLateInTheSession() {
    start(AuthScheme.HMAC, AuthScheme.HMAC);
    hearsSigned(SERVER_NONCE);
    conversation.hmac = Optional.empty();
    hearsStatus(200, NO_CHAL, exec(1, "./FwUpdate/FwPkg1/Update"));
    assertThat(brief(conversation.said()))
        .containsExactly("SyncHdr 407", "Exec 1 407 ./FwUpdate/FwPkg1/Update", "Final");
    conversation.hmac = Optional.of("algorithm=MD5, username=\"fota.example\", mac=AAAA");
    hearsStatus(200, NO_CHAL, exec(1, "./FwUpdate/FwPkg1/Update"));
    assertThat(brief(conversation.said()).getFirst()).isEqualTo("SyncHdr 401");
    assertThat(conversation.device.executed).isEmpty();
  }

  @Test
  void aForgedMessageAmongAuthenticOnesLeavesNoTrace() {
    Item item = Item.source("./FwUpdate/FwPkg1", Meta.format("int"), text("200"));
    var alert = new ClientAlert("r1", AlertCode.GENERIC_ALERT, Optional.empty(), List.of(item));
    start(AuthScheme.HMAC, AuthScheme.HMAC);
    conversation.session().report(alert);
    hearsSigned(SERVER_NONCE);
    ClientNonces before = conversation.session().nonces();
    Octets expected = conversation.nextNonce();
    Command reported = conversation.said().commands().getLast();
    conversation.hmac = Optional.empty();
    hearsStatus(200, chal(MAC, "poison"), conversation.answer(reported, 200), GET);
    assertThat(conversation.session().nonces()).isEqualTo(before);
    assertThat(before.server()).isEqualTo(expected);
    hearsSigned(conversation.nextNonce());
    assertThat(conversation.session().answeredAlerts()).isEmpty();
  }

  private void hearsSigned(Octets nonce) {
    Octets body = conversation.message(200, chal(MAC, "for the client"), true, GET);
    conversation.hmac =
        Optional.of("mac=%s, username=\"%s\"".formatted(SERVER.hmac(nonce, body), SERVER.name()));
    conversation.hears(body);
  }

  @ParameterizedTest
  @EnumSource(Form.Encoding.class)
  void theHmacHeaderOfTheExampleIsOurs(Form.Encoding encoding) {
    Golden golden = Golden.messages("examples/hmac", encoding).getFirst();
    String expected =
        Golden.read("examples/hmac/headers.txt")
            .utf8()
            .lines()
            .filter(line -> line.startsWith("x-syncml-hmac: "))
            .map(line -> line.substring("x-syncml-hmac: ".length()))
            .skip(encoding == Form.Encoding.XML ? 0 : 1)
            .findFirst()
            .orElseThrow();
    Octets nonce = Octets.wrap(Base64.getDecoder().decode("mJ5OrWlclRHlGyHmVLzFzQ=="));
    var account = Account.of("nw410-786", "c1ient-Pa55");
    assertThat(ClientHmac.value(account, nonce, golden.octets())).isEqualTo(expected);
    assertThat(ClientHmac.parse(expected))
        .contains(new ClientHmac("nw410-786", account.hmac(nonce, golden.octets())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mac=x",
        "username=\"a\"",
        "algorithm=SHA, username=\"a\", mac=x",
        "nothing",
        "username=\"a\", mac=x, ,"
      })
  void anHmacHeaderThatLacksSomethingIsNone(String header) {
    assertThat(ClientHmac.parse(header)).isEmpty();
  }

  @Test
  void aConfigurationThatCannotWorkIsRefused() {
    assertThatThrownBy(
            () ->
                new ClientConfig(
                    "d",
                    "u",
                    "s",
                    AuthScheme.MD5,
                    Optional.empty(),
                    AuthScheme.NONE,
                    Optional.empty(),
                    Form.XML,
                    1,
                    1))
        .hasMessageContaining("client account");
  }
}
