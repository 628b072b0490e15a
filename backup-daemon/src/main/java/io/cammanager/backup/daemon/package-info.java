/** The daemon: a sync at the start and one every interval, until it is told to stop. Start at {@link Main}. */
@NullMarked
package io.cammanager.backup.daemon;

import org.jspecify.annotations.NullMarked;
