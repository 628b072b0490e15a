package io.cammanager.backup.core.remove;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.RemovalResult;
import io.cammanager.backup.core.catalog.Catalog;
import java.util.function.Consumer;

/** Remembers the removals under way in the catalog, among its facts. Thread-safe. */
public final class CatalogJournal implements RemovalJournal {
    private static final String FACT = "removing ";

    private final Catalog catalog;

    public CatalogJournal(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void begin(ObjectKey path, String versionId) {
        catalog.setFact(FACT + path.value(), versionId);
    }

    @Override
    public void end(ObjectKey path) {
        catalog.dropFact(FACT + path.value());
    }

    /**
     * Ends what earlier runs have begun; asks the store nothing when that is nothing.
     *
     * @param warnings is told what could not be set right
     */
    public void finishAll(Remover remover, Consumer<String> warnings) {
        catalog.facts(FACT).forEach((name, versionId) -> {
            ObjectKey path = new ObjectKey(name.substring(FACT.length()));
            Removal removal = remover.finish(path, versionId);
            if (removal.result() == RemovalResult.HIDDEN) {
                warnings.accept(Quoted.of(path.value()) + ": " + removal.detail());
            }
        });
    }
}
