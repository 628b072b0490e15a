/** Deletes files here whose copies in the bucket are proven: {@link io.cammanager.backup.core.prune.PruneStage}. */
@NullMarked
package io.cammanager.backup.core.prune;

import org.jspecify.annotations.NullMarked;
