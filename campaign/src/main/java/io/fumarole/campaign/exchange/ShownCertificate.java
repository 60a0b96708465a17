package io.fumarole.campaign.exchange;

import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/// The certificate that a peer showed when it connected; it has its key.
///
/// @param sha256 of the certificate, for words
/// @param distrust why no authority that we know vouches for it; empty when one does
public record ShownCertificate(X500Principal subject, String sha256, Optional<String> distrust) {}
