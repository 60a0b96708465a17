/// What the agent keeps on disk, and how: every write goes through [io.fumarole.agent.disk.Disk],
/// so that a test can tear it.
@NullMarked
package io.fumarole.agent.disk;

import org.jspecify.annotations.NullMarked;
