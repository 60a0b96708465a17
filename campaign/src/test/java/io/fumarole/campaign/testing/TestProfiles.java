package io.fumarole.campaign.testing;

import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.fumo.Operation;
import java.util.List;

/// Model profiles for tests.
public final class TestProfiles {
  public static final long REPLY_LIMIT = 16_384;

  private TestProfiles() {}

  /// The standard as written, both sides with `scheme`, every delivery and operation.
  public static ModelProfile standard(Dialect dialect, AuthScheme scheme) {
    return with(
        dialect,
        scheme,
        List.of(Delivery.DESCRIPTOR, Delivery.DIRECT, Delivery.DM),
        List.of(Operation.DOWNLOAD_AND_UPDATE, Operation.DOWNLOAD, Operation.UPDATE));
  }

  /// One way only.
  public static ModelProfile only(
      Dialect dialect, AuthScheme scheme, Operation operation, Delivery delivery) {
    return with(dialect, scheme, List.of(delivery), List.of(operation));
  }

  public static ModelProfile with(
      Dialect dialect, AuthScheme scheme, List<Delivery> deliveries, List<Operation> operations) {
    return new ModelProfile(
        "test",
        "for tests",
        List.of(),
        dialect,
        scheme,
        scheme,
        REPLY_LIMIT,
        true,
        deliveries,
        operations,
        1 << 20,
        false);
  }

  /// The same for a model whose version nobody can read.
  public static ModelProfile allowingUnverified(ModelProfile p) {
    return new ModelProfile(
        p.name(),
        p.description(),
        p.matches(),
        p.dialect(),
        p.clientScheme(),
        p.serverScheme(),
        p.replyLimit(),
        p.binaryAsBase64(),
        p.deliveries(),
        p.operations(),
        p.largestOverDm(),
        true);
  }
}
