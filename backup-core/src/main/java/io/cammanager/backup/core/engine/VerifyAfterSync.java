package io.cammanager.backup.core.engine;

import com.google.common.collect.AbstractIterator;
import com.google.common.collect.Iterators;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupEvent.Phase;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.VerifyLevel;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.manifest.ManifestContext;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.report.SyncTally;
import io.cammanager.backup.core.store.ListRequest.Depth;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.transfer.PlanTable;
import io.cammanager.backup.core.verify.Verifier;
import io.cammanager.backup.core.verify.VerifyCounts;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What {@code sync --verify} looks at once everything is sent. */
record VerifyAfterSync(
        EngineSetup setup,
        SyncOptions options,
        WritingSession session,
        ObjectStore store,
        RemoteTree remote,
        BackupListener listener,
        Cancellation cancellation) {
    /**
     * Verifies as far as the options say.
     *
     * @param kept how many files the plan's own listing has shown to be as they were confirmed
     */
    void run(PlanTable plan, long kept, SyncTally tally) {
        if (options.verify() == SyncOptions.VerifyScope.NONE || cancellation.isRequested()) {
            return;
        }
        listener.onEvent(new BackupEvent.PhaseStarted(Phase.VERIFY));
        VerifyCounts counts = new VerifyCounts();
        switch (options.verify()) {
            case NONE, CHANGED -> changed(plan, counts);
            case LIST -> everything(VerifyLevel.LIST, counts);
            case HEAD -> everything(VerifyLevel.HEAD, counts);
            case DATA -> everything(VerifyLevel.DATA, counts);
        }
        tally.addVerified(
                counts.of(VerifyResult.OK) + (options.verify() == SyncOptions.VerifyScope.CHANGED ? kept : 0));
        tally.addMismatched(counts.mismatched());
    }

    private void changed(PlanTable plan, VerifyCounts counts) {
        try (PlanTable.Cursor rows = plan.inOrder(options.order())) {
            verifier(VerifyLevel.HEAD, counts).each(confirmed(rows, session.catalog()));
        }
    }

    /** What the plan had work for and the catalog now holds as confirmed: what this run has sent or adopted. */
    static Iterator<CatalogRow> confirmed(Iterator<PlannedFile> planned, Catalog catalog) {
        return new AbstractIterator<>() {
            @Override
            protected @Nullable CatalogRow computeNext() {
                while (planned.hasNext()) {
                    PlannedFile file = planned.next();
                    CatalogRow row = file.decision().action().isWork()
                            ? catalog.find(file.path()).orElse(null)
                            : null;
                    if (row != null && row.isConfirmed()) {
                        return row;
                    }
                }
                return endOfData();
            }
        };
    }

    private void everything(VerifyLevel level, VerifyCounts counts) {
        checkManifest(level, counts);
        try (CatalogCursor rows = session.catalog().all();
                RemoteTree.Sorted objects = remote.sorted("", Depth.ALL, session.scratch())) {
            Iterator<ListedObject> ours =
                    Iterators.filter(objects, object -> setup.shard().includes(object.key()));
            verifier(level, counts).all(Iterators.filter(rows, CatalogRow::isConfirmed), ours);
        }
    }

    /** As the runs before have left it: what this run changes is written down last. */
    private void checkManifest(VerifyLevel level, VerifyCounts counts) {
        ManifestContext manifest = RunManifest.context(setup, session.source(), session.catalog(), session.bucket());
        RunManifest.check(manifest, level, listener, counts)
                .run(session.scratch())
                .close();
    }

    private Verifier verifier(VerifyLevel level, VerifyCounts counts) {
        return new Verifier(
                store, setup.prefix(), level, options.transfers(), listener, cancellation::isRequested, counts);
    }
}
