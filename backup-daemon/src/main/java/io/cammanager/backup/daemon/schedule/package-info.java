/**
 * When the next job is due. Start at {@link io.cammanager.backup.daemon.schedule.Schedule}; nothing here waits or looks at a
 * clock.
 */
@NullMarked
package io.cammanager.backup.daemon.schedule;

import org.jspecify.annotations.NullMarked;
