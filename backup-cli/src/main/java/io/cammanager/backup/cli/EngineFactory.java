package io.cammanager.backup.cli;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.doctor.Doctor;
import io.cammanager.backup.core.settings.Settings;
import io.cammanager.backup.core.settings.StoreSettings;

/** Makes an engine of the settings. */
interface EngineFactory {
    /**
     * Opens the engine; the caller closes it.
     *
     * @throws io.cammanager.backup.core.BackupException when the settings cannot be followed
     */
    BackupEngine open(Settings settings);

    /** Opens what looks after the bucket itself; throws as {@link #open} does. The caller closes it. */
    BucketCare bucketCare(Settings settings);

    /** Opens an engine that can also copy its bucket to another one; the caller closes it. */
    BackupEngine openMirror(Settings settings, StoreSettings target);

    /** Opens what examines all that a backup relies on; throws as {@link #open} does. The caller closes it. */
    Doctor doctor(Settings settings);

    /** Returns the checksum mode that was chosen for the endpoint, as it is kept in the state, or {@code "not chosen yet"}. */
    String chosenChecksums(Settings settings);
}
