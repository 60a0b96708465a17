package io.fumarole.campaign.flows;

import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.RespUriUse;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.fumo.Operation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Model profiles for the flows.
final class Profiles {
  /// The object is where it is, and commands go one by one.
  static final Dialect PLAIN = dialect(Task.Grouping.PLAIN, false);

  /// The object has to be created.
  static final Dialect CREATED = dialect(Task.Grouping.SEQUENCE, true);

  /// The deliveries of [#all], in their order.
  static final List<Delivery> DELIVERIES =
      List.of(Delivery.DESCRIPTOR, Delivery.DIRECT, Delivery.DM);

  private Profiles() {}

  private static Dialect dialect(Task.Grouping grouping, boolean createByAdd) {
    return new Dialect(
        Optional.of(DeviceModel.OBJECT),
        grouping,
        createByAdd,
        DmUri.of("./DevDetail/FwV"),
        false,
        Map.of(),
        Dialect.Reading.GETS);
  }

  /// Everything goes, the combined operation first.
  static ModelProfile all(Variant variant) {
    return TestProfiles.standard(Dialect.STRICT, variant.scheme());
  }

  static ModelProfile only(Variant variant, Operation operation, Delivery delivery) {
    return TestProfiles.only(Dialect.STRICT, variant.scheme(), operation, delivery);
  }

  static ModelProfile only(
      Variant variant, Dialect dialect, Operation operation, Delivery delivery) {
    return TestProfiles.only(dialect, variant.scheme(), operation, delivery);
  }

  /// The same profile of a model that does this with RespURI.
  static ModelProfile with(ModelProfile p, RespUriUse use) {
    return p.with(use);
  }

  /// The same profile, with binary as it is in WBXML.
  static ModelProfile binary(ModelProfile p) {
    return new ModelProfile(
        p.name(),
        p.description(),
        p.matches(),
        p.dialect(),
        p.clientScheme(),
        p.serverScheme(),
        p.replyLimit(),
        false,
        p.deliveries(),
        p.operations(),
        p.largestOverDm(),
        p.allowUnverified());
  }
}
