package io.fumarole.campaign.device;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.fumo.Operation;
import java.util.List;
import java.util.Optional;

/// What holds for all devices of a model: data, not code.
///
/// @param matches device models (`DevInfo/Mod`) that get this profile when they enrol themselves
/// @param clientScheme what the device is asked to show
/// @param serverScheme how the server shows itself; NONE sends no credentials
/// @param replyLimit largest message that the model takes, in octets
/// @param binaryAsBase64 whether package data goes out as base64 in WBXML too
/// @param deliveries ways that the model takes, most wanted first
/// @param operations operations that the model takes, most wanted first
/// @param largestOverDm largest package sent over DM, in octets
/// @param allowUnverified whether a success report counts when no version can be read
/// @param patience how long each stage may take, and how often what failed is tried again
/// @param respUri what the model does with a session's own address
/// @param certificate which devices have to show one
/// @param redirects whether its devices fetch what lies elsewhere
/// @param poll where it keeps how often it calls by itself, if that is known
public record ModelProfile(
    String name,
    String description,
    List<String> matches,
    Dialect dialect,
    AuthScheme clientScheme,
    AuthScheme serverScheme,
    long replyLimit,
    boolean binaryAsBase64,
    List<Delivery> deliveries,
    List<Operation> operations,
    long largestOverDm,
    boolean allowUnverified,
    Patience patience,
    RespUriUse respUri,
    CertificateUse certificate,
    RedirectUse redirects,
    Optional<PollNode> poll) {
  /// With the usual patience, and nothing known of the model's use of RespURI.
  public ModelProfile(
      String name,
      String description,
      List<String> matches,
      Dialect dialect,
      AuthScheme clientScheme,
      AuthScheme serverScheme,
      long replyLimit,
      boolean binaryAsBase64,
      List<Delivery> deliveries,
      List<Operation> operations,
      long largestOverDm,
      boolean allowUnverified) {
    this(
        name,
        description,
        matches,
        dialect,
        clientScheme,
        serverScheme,
        replyLimit,
        binaryAsBase64,
        deliveries,
        operations,
        largestOverDm,
        allowUnverified,
        Patience.USUAL,
        RespUriUse.DETECT,
        CertificateUse.BOUND,
        RedirectUse.NONE,
        Optional.empty());
  }

  public ModelProfile {
    matches = List.copyOf(matches);
    deliveries = List.copyOf(deliveries);
    operations = List.copyOf(operations);
    if (deliveries.isEmpty() || operations.isEmpty())
      throw new IllegalArgumentException(
          "profile " + name + ": at least one delivery and one operation are needed");
  }

  public ModelProfile with(Patience value) {
    return with(value, respUri, certificate);
  }

  public ModelProfile with(RespUriUse value) {
    return with(patience, value, certificate);
  }

  public ModelProfile with(CertificateUse value) {
    return with(patience, respUri, value);
  }

  private ModelProfile with(
      Patience newPatience, RespUriUse newRespUri, CertificateUse newCertificate) {
    return new ModelProfile(
        name,
        description,
        matches,
        dialect,
        clientScheme,
        serverScheme,
        replyLimit,
        binaryAsBase64,
        deliveries,
        operations,
        largestOverDm,
        allowUnverified,
        newPatience,
        newRespUri,
        newCertificate,
        redirects,
        poll);
  }
}
