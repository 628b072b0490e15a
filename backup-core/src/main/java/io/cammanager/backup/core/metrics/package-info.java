/** The figures that Prometheus reads, of the daemon's page and of the command line's textfile. Start at {@link BackupMetrics}. */
@NullMarked
package io.cammanager.backup.core.metrics;

import org.jspecify.annotations.NullMarked;
