package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ReadOptions;
import io.cammanager.backup.core.ReadReport;
import io.cammanager.backup.core.restore.RecordingReader;
import io.cammanager.backup.core.restore.Way;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import java.io.OutputStream;

/** One recording, read from the bucket on the thread that asks. */
record Reading(EngineSetup setup, BackupListener listener) {
    ReadReport read(ReadOptions options, OutputStream out) {
        try (ReadingSession session = ReadingSession.open(setup)) {
            ObjectStore store = session.bucket().open();
            session.bucket().requireExists(store);
            session.bucket().checkPassword(Bucket.Canary.LOOK_ONLY);
            Way way = new Way(
                    store, listener, () -> Thread.currentThread().isInterrupted(), setup.sleeper(), setup.random());
            return new RecordingReader(way, setup.prefix()).read(options, out);
        } catch (StoreException e) {
            throw e.endingRun();
        }
    }
}
