package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RunRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down that a run has ended, where there is a state to write it into. That the record could not be written is never
 * the failure of a run: what the run did stays true without it.
 */
final class RunMemory {
    private static final Logger LOG = LoggerFactory.getLogger(RunMemory.class);

    private RunMemory() {}

    static void add(EngineSetup setup, RunRecord run) {
        if (run.exitCode() == ExitCode.LOCKED) {
            return; // it never began, and the one that holds the lock leaves a record of its own
        }
        try {
            StateDirectory.of(setup.stateDirectory(), setup.identity(SourceGuard.identify(setup.source())))
                    .remember(run);
        } catch (BackupException e) {
            LOG.debug("the end of the run could not be written down", e);
        }
    }
}
