package io.cammanager.backup.core;

/**
 * Receives the events of a run. Called from several threads, in no order across files; must return quickly. What it
 * throws is logged and does not touch the run.
 */
@FunctionalInterface
public interface BackupListener {
    void onEvent(BackupEvent event);
}
