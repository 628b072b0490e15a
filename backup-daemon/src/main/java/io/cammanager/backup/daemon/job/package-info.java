/**
 * The loop of the daemon: one job at a time, on time, whatever becomes of it. Start at
 * {@link io.cammanager.backup.daemon.job.JobRunner}; {@link io.cammanager.backup.daemon.job.DaemonSignals} lets the signals of
 * the process steer it.
 */
@NullMarked
package io.cammanager.backup.daemon.job;

import org.jspecify.annotations.NullMarked;
