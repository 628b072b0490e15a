/**
 * Sends finished recordings soon after they are finished instead of at the next full hour. Start at
 * {@link io.cammanager.backup.daemon.watch.Watcher}.
 */
@NullMarked
package io.cammanager.backup.daemon.watch;

import org.jspecify.annotations.NullMarked;
