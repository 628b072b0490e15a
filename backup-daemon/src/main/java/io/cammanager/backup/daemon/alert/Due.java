package io.cammanager.backup.daemon.alert;

import java.time.Instant;

/**
 * An alert that is to be told.
 *
 * @param since when it began
 */
record Due(Event event, Alert alert, Instant since) {}
