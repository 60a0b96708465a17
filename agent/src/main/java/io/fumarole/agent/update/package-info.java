/// Carries out what FUMO orders: download, install, restart, report.
@NullMarked
package io.fumarole.agent.update;

import org.jspecify.annotations.NullMarked;
