package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.doctor.DoctorContext;
import io.cammanager.backup.core.doctor.Surroundings;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.layer.RetryingAdmin;
import java.util.Optional;

/** What a doctor examines of an engine. */
final class Examination {
    private Examination() {}

    static DoctorContext of(EngineSetup setup, Surroundings surroundings) {
        StoreProvider stores = setup.stores();
        StateDirectory state =
                StateDirectory.of(setup.stateDirectory(), setup.identity(SourceGuard.identify(setup.source())));
        Checksums checksums = setup.checksums() == null ? Checksums.UNCHUNKED : setup.checksums();
        return new DoctorContext(
                new DoctorContext.Local(setup.source(), state.path(), () -> catalog(state), memory(setup, state)),
                new DoctorContext.Remote(
                        stores,
                        new PatientProvider(stores, setup).open(checksums),
                        stores.open(checksums),
                        new RetryingAdmin(stores.admin(), setup.sleeper(), setup.random()),
                        setup.prefix(),
                        setup.checksums(),
                        setup.crypt()),
                surroundings,
                setup.retention(),
                setup.clock(),
                setup.random());
    }

    private static Catalog catalog(StateDirectory state) {
        state.requireReadable();
        return state.openCatalogForStatus();
    }

    private static DoctorContext.Memory memory(EngineSetup setup, StateDirectory state) {
        return new DoctorContext.Memory() {
            @Override
            public Optional<StoreTraits> traits() {
                return knownTraits(setup, state);
            }

            @Override
            public boolean doubtTraits() {
                return RememberedTraits.doubt(setup);
            }

            @Override
            public void add(RunRecord run) {
                RunMemory.add(setup, run);
            }
        };
    }

    private static Optional<StoreTraits> knownTraits(EngineSetup setup, StateDirectory state) {
        try (Catalog catalog = catalog(state);
                Bucket bucket = new Bucket(setup, catalog)) {
            return bucket.knownTraits();
        }
    }
}
