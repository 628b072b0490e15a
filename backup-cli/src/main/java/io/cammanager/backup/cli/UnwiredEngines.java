package io.cammanager.backup.cli;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.settings.Settings;

/** Stands in until there is an engine to wire. */
final class UnwiredEngines implements EngineFactory {
    @Override
    public BackupEngine open(Settings settings) {
        throw new UnsupportedOperationException("this build has no engine");
    }

    @Override
    public String chosenChecksums(Settings settings) {
        return "not chosen yet";
    }
}
