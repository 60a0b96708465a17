/// What is told to a collector of OpenTelemetry traces, when there is one: messages of devices with
/// the steps of their way, calls of the API, and downloads.
@NullMarked
package io.fumarole.server.telemetry;

import org.jspecify.annotations.NullMarked;
