package io.cammanager.backup.daemon.job;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.SyncOptions;

/**
 * What the settings make. Whoever takes it closes the engine.
 *
 * @param options of every sync, but for its mode and what it verifies
 */
public record Configured(BackupEngine engine, SyncOptions options, LoopSettings loop) {}
