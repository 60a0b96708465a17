package io.fumarole.campaign.profile;

import io.fumarole.campaign.device.CertificateUse;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.Patience;
import io.fumarole.campaign.device.PollNode;
import io.fumarole.campaign.device.RedirectUse;
import io.fumarole.campaign.device.RespUriUse;
import io.fumarole.campaign.profile.ProfileException.Place;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.fumo.Dialect.CodeMeaning;
import io.fumarole.protocol.fumo.Dialect.Reading;
import io.fumarole.protocol.fumo.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads a model profile from its JSON text. Strict: a typing mistake must not silently leave a
/// model with the standard's behaviour.
public final class ProfileParser {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final Map<String, Task.Grouping> GROUPINGS =
      Map.of("sequence", Task.Grouping.SEQUENCE, "plain", Task.Grouping.PLAIN);
  private static final Map<String, AuthScheme> SCHEMES = ProfileNode.words(AuthScheme.values());
  private static final Map<String, Delivery> DELIVERIES = ProfileNode.words(Delivery.values());
  private static final Map<String, Operation> OPERATIONS = ProfileNode.words(Operation.values());
  private static final Map<String, PollNode.Unit> POLL_UNITS =
      ProfileNode.words(PollNode.Unit.values());
  private static final Map<String, RespUriUse> RESP_URI_USES =
      ProfileNode.words(RespUriUse.values());
  private static final Map<String, CertificateUse> CERTIFICATE_USES =
      ProfileNode.words(CertificateUse.values());
  private static final Map<String, RedirectUse> REDIRECT_USES =
      ProfileNode.words(RedirectUse.values());
  private static final Map<String, Reading> READINGS = ProfileNode.words(Reading.values());
  private static final Map<String, CodeMeaning> MEANINGS = ProfileNode.words(CodeMeaning.values());

  /// A sane bound for both sizes: no message of DM and no package sent over it is larger.
  private static final long LARGEST = 1L << 40;

  /// Smaller replies hold no SyncHdr with credentials and one command.
  private static final long SMALLEST_REPLY = 1_024;

  private ProfileParser() {}

  /// @param source where the text is from, named in errors
  /// @throws ProfileException saying where, which key, and what is allowed
  public static ModelProfile parse(String source, String json) throws ProfileException {
    try {
      return profile(new ProfileNode(source, "", JSON.readTree(json)));
    } catch (JacksonException e) {
      Optional<Place> place = Optional.ofNullable(e.getLocation()).map(KeyPlaces::place);
      throw new ProfileException(source, "", "no JSON: " + e.getOriginalMessage(), place);
    } catch (ProfileException e) {
      throw e.at(KeyPlaces.of(json, e.key()));
    } catch (IllegalArgumentException e) {
      throw new ProfileException(source, "", String.valueOf(e.getMessage()));
    }
  }

  /// The same of a text that has to be the profile of this name.
  public static ModelProfile named(String name, String json) throws ProfileException {
    ModelProfile profile = parse(name, json);
    if (profile.name().equals(name)) return profile;
    throw new ProfileException(
        name,
        "name",
        "'%s' is the name of another profile: here it has to be '%s'"
            .formatted(profile.name(), name),
        KeyPlaces.of(json, "name"));
  }

  private static ModelProfile profile(ProfileNode root) throws ProfileException {
    root.allow(
        "name",
        "description",
        "matches",
        "object",
        "authentication",
        "replyLimit",
        "binaryAsBase64",
        "deliveries",
        "operations",
        "largestOverDm",
        "allowUnverified",
        "times",
        "budgets",
        "respUri",
        "certificate",
        "redirects",
        "poll");
    ProfileNode authentication = root.child("authentication");
    authentication.allow("client", "server");
    return new ModelProfile(
        root.text("name"),
        root.text("description"),
        root.texts("matches"),
        dialect(root.child("object")),
        authentication.word("client", SCHEMES),
        authentication.word("server", SCHEMES),
        root.number("replyLimit", SMALLEST_REPLY, LARGEST),
        root.flag("binaryAsBase64"),
        root.wordList("deliveries", DELIVERIES),
        root.wordList("operations", OPERATIONS),
        root.number("largestOverDm", 0, LARGEST),
        root.flag("allowUnverified"),
        new Patience(
            root.has("times") ? times(root.child("times")) : Patience.USUAL.times(),
            root.has("budgets") ? budgets(root.child("budgets")) : Patience.USUAL.budgets()),
        root.has("respUri") ? root.word("respUri", RESP_URI_USES) : RespUriUse.DETECT,
        root.has("certificate") ? root.word("certificate", CERTIFICATE_USES) : CertificateUse.BOUND,
        root.has("redirects") ? root.word("redirects", REDIRECT_USES) : RedirectUse.NONE,
        root.has("poll") ? Optional.of(poll(root.child("poll"))) : Optional.empty());
  }

  private static PollNode poll(ProfileNode node) throws ProfileException {
    node.allow("node", "unit");
    return new PollNode(
        uri(node, "node"),
        node.has("unit") ? node.word("unit", POLL_UNITS) : PollNode.Unit.SECONDS);
  }

  private static Patience.Times times(ProfileNode node) throws ProfileException {
    node.allow(
        "answer",
        "contacted",
        "downloading",
        "downloaded",
        "updating",
        "verifying",
        "waiting",
        "pause");
    Patience.Times usual = Patience.USUAL.times();
    return new Patience.Times(
        node.time("answer", usual.answer(), Patience.LONGEST),
        node.time("contacted", usual.contacted(), Patience.LONGEST),
        node.time("downloading", usual.downloading(), Patience.LONGEST),
        node.time("downloaded", usual.downloaded(), Patience.LONGEST),
        node.time("updating", usual.updating(), Patience.LONGEST),
        node.time("verifying", usual.verifying(), Patience.LONGEST),
        node.time("waiting", usual.waiting(), Patience.LONGEST),
        node.time("pause", usual.pause(), Patience.LONGEST));
  }

  private static Patience.Budgets budgets(ProfileNode node) throws ProfileException {
    node.allow("notifications", "attempts", "absences", "transfers", "stalls");
    Patience.Budgets usual = Patience.USUAL.budgets();
    return new Patience.Budgets(
        budget(node, "notifications", usual.notifications()),
        budget(node, "attempts", usual.attempts()),
        budget(node, "absences", usual.absences()),
        budget(node, "transfers", usual.transfers()),
        budget(node, "stalls", usual.stalls()));
  }

  private static int budget(ProfileNode node, String key, int usual) throws ProfileException {
    return node.has(key) ? (int) node.number(key, 1, Patience.MOST) : usual;
  }

  private static Dialect dialect(ProfileNode object) throws ProfileException {
    object.allow(
        "root", "versionNode", "grouping", "createByAdd", "namesPackage", "resultCodes", "reading");
    Optional<DmUri> root = object.has("root") ? Optional.of(uri(object, "root")) : Optional.empty();
    return new Dialect(
        root,
        object.word("grouping", GROUPINGS),
        object.flag("createByAdd"),
        uri(object, "versionNode"),
        object.flag("namesPackage"),
        resultCodes(object.child("resultCodes")),
        object.has("reading") ? object.word("reading", READINGS) : Reading.GETS);
  }

  private static DmUri uri(ProfileNode object, String key) throws ProfileException {
    String text = object.text(key);
    return DmUri.parse(text)
        .orElseThrow(() -> object.wrong(key, "'" + text + "' is no node address such as ./A/B"));
  }

  private static Map<Integer, CodeMeaning> resultCodes(ProfileNode codes) throws ProfileException {
    Map<Integer, CodeMeaning> meanings = new LinkedHashMap<>();
    for (String code : codes.keys()) {
      if (!code.matches("[0-9]{1,6}"))
        throw codes.wrong(code, "a result code is a number of up to six digits");
      meanings.put(Integer.valueOf(code), codes.word(code, MEANINGS));
    }
    return meanings;
  }
}
