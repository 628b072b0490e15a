package io.cammanager.backup.core.manifest;

import com.google.common.collect.Iterators;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.manifest.ManifestObjects.SeenHead;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Fills a catalog that knows nothing from the manifest. What it then says of a recording it would have said had it never been
 * lost: the plan still believes it only where the listing shows the same object, and the file is as it was.
 */
public final class ManifestRebuild {
    private final ManifestContext context;
    private final ManifestObjects objects;
    private final ManifestMemory memory;
    private final Consumer<String> warnings;

    /**
     * Makes the rebuild of one catalog.
     *
     * @param warnings told in whole sentences
     */
    public ManifestRebuild(ManifestContext context, Consumer<String> warnings) {
        this.context = context;
        this.objects = new ManifestObjects(context);
        this.memory = new ManifestMemory(context.catalog());
        this.warnings = warnings;
    }

    /** Says whether the catalog is new, and knows neither a recording nor a manifest; asks the store nothing. */
    public boolean isNeeded() {
        return !memory.wasLookedFor()
                && memory.seen().isEmpty()
                && !context.catalog().hasConfirmed();
    }

    /**
     * Fills the catalog, if there is a manifest that is sound.
     *
     * @param wanted which recordings the catalog is to know; no others, so that nothing is taken for gone that may never have
     *     been here
     * @param scratch a directory for temporary files
     */
    public void run(Predicate<ObjectKey> wanted, Path scratch) {
        try {
            Optional<SeenHead> head = objects.head();
            if (head.isPresent()) {
                fill(head.get().head(), wanted, scratch);
            }
        } catch (DamagedManifestException e) {
            warn(e.finding());
        }
        memory.setLookedFor();
    }

    private void fill(ManifestHead head, Predicate<ObjectKey> wanted, Path scratch) {
        if (head.source().equals(context.source())) {
            context.catalog().presumeConfirmed(); // it was this very job, whose state is lost
        }
        try (ManifestFold fold = new ManifestReader(objects, scratch, this::warn).fold(head)) {
            if (fold == null) {
                return;
            }
            try (ManifestFold.Recordings all = fold.recordings()) {
                context.catalog().unrecorded().adopt(() -> Iterators.filter(all, row -> wanted.test(row.path())));
            }
            memory.setSeen(head);
        }
    }

    private void warn(ManifestFinding finding) {
        warnings.accept(
                finding.detail() + "; the catalog is not rebuilt from the manifest, but by looking at each object");
    }
}
