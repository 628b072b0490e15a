package io.cammanager.backup.cli.report;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExpiryReport;
import io.cammanager.backup.core.MirrorReport;
import io.cammanager.backup.core.PruneReport;
import io.cammanager.backup.core.RestoreReport;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.core.VerifyReport;

/** Tells what happens in one run and how it ended. */
public interface Reporter extends BackupListener {
    void finished(SyncReport report);

    void finished(VerifyReport report);

    void finished(RestoreReport report);

    void finished(PruneReport report);

    void finished(MirrorReport report);

    void finished(ExpiryReport report);
}
