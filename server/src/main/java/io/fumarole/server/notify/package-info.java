/// Ways to get a notification to a device. Spec: notification 3.
@NullMarked
package io.fumarole.server.notify;

import org.jspecify.annotations.NullMarked;
