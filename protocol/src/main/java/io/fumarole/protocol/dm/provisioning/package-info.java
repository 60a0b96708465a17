/// OMA Client Provisioning: the document that sets up a device, in both codings. Spec: wbxml 7,
/// notification 5.
@NullMarked
package io.fumarole.protocol.dm.provisioning;

import org.jspecify.annotations.NullMarked;
