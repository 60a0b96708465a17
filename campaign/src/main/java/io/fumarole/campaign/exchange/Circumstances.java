package io.fumarole.campaign.exchange;

import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.dm.session.Nonces;
import io.fumarole.protocol.dm.session.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// What the exchange needs besides the stored state; all handed in.
///
/// @param tokens for the sessions' own addresses
/// @param newDeploymentId for a deployment that a device's request creates
/// @param newSessionKey for the trace
public record Circumstances(
    Settings settings,
    Profiles profiles,
    Nonces nonces,
    SessionTokens tokens,
    DownloadLinks links,
    Task.Slices content,
    Supplier<DeploymentId> newDeploymentId,
    Supplier<String> newSessionKey) {

  /// Without addresses of the sessions' own.
  public Circumstances(
      Settings settings,
      Profiles profiles,
      Nonces nonces,
      DownloadLinks links,
      Task.Slices content,
      Supplier<DeploymentId> newDeploymentId,
      Supplier<String> newSessionKey) {
    this(
        settings,
        profiles,
        nonces,
        SessionTokens.NONE,
        links,
        content,
        newDeploymentId,
        newSessionKey);
  }

  /// @param serverUri the address that devices post to
  /// @param serverId the server's identifier, in ACLs and notifications
  /// @param maxMsgSize what the server accepts, in octets
  /// @param maxObjSize what the server accepts, in octets
  /// @param mostUnknownDevices how many devices that nobody added are taken in: more are refused,
  ///   so that made-up names do not fill the store
  /// @param deploymentLife how long a deployment that a device asked for may take
  /// @param since when this server began: what broke off before may not be the device's doing
  public record Settings(
      String serverUri,
      String serverId,
      long maxMsgSize,
      long maxObjSize,
      UnknownDevices unknownDevices,
      int mostUnknownDevices,
      Duration deploymentLife,
      Instant since) {}

  /// What becomes of a device that nobody added.
  public enum UnknownDevices {
    REFUSE,
    /// Taken in, waiting for an operator; nothing is done to it.
    PENDING,
    /// Taken in and served, whatever it shows (`server --open`).
    OPEN,
    /// Taken in and served once it has shown its own id and the secret that devices of its profile
    /// are delivered with; from then on that is its account.
    BOOTSTRAP;

    /// How a device that nobody added stands once it is taken in; empty when it is not.
    Optional<Device.Standing> standing() {
      return switch (this) {
        case REFUSE -> Optional.empty();
        case PENDING -> Optional.of(Device.Standing.PENDING);
        case OPEN, BOOTSTRAP -> Optional.of(Device.Standing.ENROLLED);
      };
    }
  }

  /// The model profiles by name.
  public interface Profiles {
    ModelProfile of(Device device);

    /// The profile of a device that enrols itself, by its model.
    ModelProfile forModel(Optional<String> model);

    /// What devices of this profile are delivered with, where there is such a secret.
    default Optional<String> bootstrapSecret(ModelProfile profile) {
      return Optional.empty();
    }
  }
}
