/// The REST API: one class per resource, each error a problem document (RFC 9457).
@NullMarked
package io.fumarole.server.rest;

import org.jspecify.annotations.NullMarked;
