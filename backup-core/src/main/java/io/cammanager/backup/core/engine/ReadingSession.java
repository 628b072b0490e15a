package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogIdentity;
import java.nio.file.Path;

/** Catalog and bucket of a run that only reads: no lock, and nothing is made when it is not there. */
record ReadingSession(StateDirectory state, Catalog catalog, Bucket bucket) implements AutoCloseable {
    static ReadingSession open(EngineSetup setup) {
        CatalogIdentity identity = setup.identity(SourceGuard.identify(setup.source()));
        Path root = setup.stateDirectory();
        StateDirectory state = StateDirectory.of(root, identity);
        Catalog catalog = state.openCatalogForReading();
        return new ReadingSession(state, catalog, new Bucket(setup, catalog));
    }

    @Override
    public void close() {
        bucket.close();
        catalog.close();
    }
}
