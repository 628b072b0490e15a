package io.cammanager.backup.core.engine;

import io.cammanager.backup.core.doctor.DoctorContext;
import io.cammanager.backup.core.doctor.Surroundings;
import io.cammanager.backup.core.store.StoreProvider;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.layer.RetryingAdmin;

/** What a doctor examines of an engine. */
final class Examination {
    private Examination() {}

    static DoctorContext of(EngineSetup setup, Surroundings surroundings) {
        StoreProvider stores = setup.stores();
        StateDirectory state =
                StateDirectory.of(setup.stateDirectory(), setup.identity(SourceGuard.identify(setup.source())));
        Checksums checksums = setup.checksums() == null ? Checksums.UNCHUNKED : setup.checksums();
        return new DoctorContext(
                new DoctorContext.Local(setup.source(), state.path(), () -> {
                    state.requireReadable();
                    return state.openCatalogForStatus();
                }),
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
}
