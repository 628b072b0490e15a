/** The daemon's log: on the console and in a file, a line for each message. Start at {@link DaemonLogging}. */
@NullMarked
package io.cammanager.backup.daemon.log;

import org.jspecify.annotations.NullMarked;
