/**
 * Puts the stages together, left to right: scan, plan, transfer, verify, report. Start at
 * {@link io.cammanager.backup.core.engine.BackupEngineBuilder}; {@code SyncRun} is a sync from top to bottom.
 */
@NullMarked
package io.cammanager.backup.core.engine;

import org.jspecify.annotations.NullMarked;
