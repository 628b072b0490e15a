package io.cammanager.backup.daemon.web;

import io.cammanager.backup.daemon.control.DaemonControl;
import java.time.Clock;
import java.util.function.BooleanSupplier;

/**
 * What the web server speaks of.
 *
 * @param jobsAlive whether the thread that does the jobs is alive; asked often and on several threads
 */
public record WebSources(DaemonControl control, BooleanSupplier jobsAlive, MetricsPage metrics, Clock clock) {}
