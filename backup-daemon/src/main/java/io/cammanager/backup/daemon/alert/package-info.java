/**
 * Tells people when something is wrong. Start at {@link io.cammanager.backup.daemon.alert.Alerts}; what holds is decided by
 * {@link io.cammanager.backup.daemon.alert.AlertRules} alone, what is told by
 * {@link io.cammanager.backup.daemon.alert.AlertBook}, and how by the
 * {@link io.cammanager.backup.daemon.alert.Notifier}s.
 */
@NullMarked
package io.cammanager.backup.daemon.alert;

import org.jspecify.annotations.NullMarked;
