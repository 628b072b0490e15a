package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.Sleeper;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import java.nio.file.Path;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an engine was built with.
 *
 * @param prefix empty, or ending in a slash
 * @param checksums null to find out which works
 */
record EngineSetup(
        Path source,
        Path stateDirectory,
        StoreProvider stores,
        String prefix,
        @Nullable Checksums checksums,
        Clock clock,
        Sleeper sleeper,
        RandomGenerator random) {}
