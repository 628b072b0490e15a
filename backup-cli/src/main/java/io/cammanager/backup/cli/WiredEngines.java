package io.cammanager.backup.cli;

import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.doctor.Doctor;
import io.cammanager.backup.core.settings.EngineWiring;
import io.cammanager.backup.core.settings.Settings;
import io.cammanager.backup.core.settings.StoreSettings;
import java.util.Locale;

/** The engines of the program itself. */
final class WiredEngines implements EngineFactory {
    @Override
    public BackupEngine open(Settings settings) {
        return EngineWiring.open(settings);
    }

    @Override
    public BucketCare bucketCare(Settings settings) {
        return EngineWiring.bucketCare(settings);
    }

    @Override
    public BackupEngine openMirror(Settings settings, StoreSettings target) {
        return EngineWiring.openMirror(settings, target);
    }

    @Override
    public Doctor doctor(Settings settings) {
        return EngineWiring.doctor(settings);
    }

    @Override
    public String chosenChecksums(Settings settings) {
        return EngineWiring.knownTraits(settings)
                .map(traits -> traits.checksums().name().toLowerCase(Locale.ROOT))
                .orElse("not chosen yet");
    }
}
