package io.cammanager.backup.core.engine;

import com.google.common.base.Preconditions;
import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.BackupEvent.Phase;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Portion;
import io.cammanager.backup.core.RecordingName;
import io.cammanager.backup.core.RestoreOptions;
import io.cammanager.backup.core.Sample;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.VerifyOptions;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.engine.RunHandle.Cancellation;
import io.cammanager.backup.core.restore.Ranges;
import io.cammanager.backup.core.restore.RestoreContext;
import io.cammanager.backup.core.restore.Restorer;
import io.cammanager.backup.core.restore.Way;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.verify.Draw;
import io.cammanager.backup.core.verify.RestoredCheck;
import io.cammanager.backup.core.verify.VerifyCounts;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Restores one hour of one camera and some recordings at random, by the very code that a restore runs, and looks at what came.
 * Nothing of it is left.
 */
record DrillRun(EngineSetup setup, VerifyOptions options, BackupListener listener, Cancellation cancellation) {
    /** What is to be restored. */
    private record Drawn(@Nullable Selection hour, List<ObjectKey> sample) {}

    void run(Catalog catalog, Bucket bucket, VerifyCounts counts) {
        listener.onEvent(new BackupEvent.PhaseStarted(Phase.RESTORE));
        ObjectStore store = bucket.open();
        bucket.requireExists(store);
        bucket.checkPassword(Bucket.Canary.LOOK_ONLY);
        Drawn drawn = draw(catalog);
        Map<ObjectKey, BackupEvent.Restored> restored = new ConcurrentSkipListMap<>();
        try (DrillDirectory scratch = DrillDirectory.createIn(options.scratch())) {
            restore(store, drawn, scratch.path(), restored);
            if (!cancellation.isRequested()) {
                listener.onEvent(new BackupEvent.PhaseStarted(Phase.VERIFY));
                check(catalog, drawn, restored, new RestoredCheck(scratch.path(), setup.source(), listener, counts));
            }
        }
    }

    private Drawn draw(Catalog catalog) {
        Portion portion = options.portion();
        Preconditions.checkArgument(portion.sample() instanceof Sample.Count, "a drill draws by number");
        Sample.Count sample = (Sample.Count) portion.sample();
        Draw draw = new Draw(catalog, portion, setup.clock().instant());
        listener.onEvent(new BackupEvent.Sampled(sample.seed()));
        List<ObjectKey> paths = draw.lowest(sample.count(), sample.seed());
        if (paths.isEmpty()) {
            throw new BackupException(
                    ExitCode.INCOMPLETE, "nothing counts as backed up here, so there is nothing to rehearse with");
        }
        // Another seed, or the hour would be one of which the sample has a recording already.
        return new Drawn(hour(draw.lowest(Math.max(sample.count(), 1000), ~sample.seed())), paths);
    }

    /** Returns the hour of the first recording whose name tells when it started; null when none does. */
    private @Nullable Selection hour(List<ObjectKey> paths) {
        for (ObjectKey path : paths) {
            LocalDateTime start = RecordingName.startOf(path.name());
            if (start != null && !path.camera().isEmpty()) {
                LocalDateTime from = start.truncatedTo(ChronoUnit.HOURS);
                listener.onEvent(new BackupEvent.HourDrawn(path.camera(), from));
                return new Selection(Set.of(path.camera()), from, from.plusHours(1));
            }
        }
        listener.onEvent(new BackupEvent.Warning(
                "no name of those drawn tells when its recording started: no hour is restored"));
        return null;
    }

    private void restore(ObjectStore store, Drawn drawn, Path target, Map<ObjectKey, BackupEvent.Restored> restored) {
        BackupListener hears = event -> {
            if (event instanceof BackupEvent.Restored file) {
                // Of what is in the hour and in the sample, the second restore finds the file of the first.
                restored.merge(new ObjectKey(file.path()), file, (first, second) -> first);
            } else {
                listener.onEvent(event);
            }
        };
        if (drawn.hour != null) {
            var unused = restorer(store, target, drawn.hour, hears).run();
        }
        if (!cancellation.isRequested()) {
            Set<ObjectKey> there = drawn.sample.stream()
                    .filter(path -> store.head(new ObjectKey(setup.prefix() + path.value()))
                            .isPresent())
                    .collect(Collectors.toSet());
            if (!there.isEmpty()) {
                var unused = restorer(store, target, new Selection(Set.of(), null, null, there), hears)
                        .run();
            }
        }
    }

    private Restorer restorer(ObjectStore store, Path target, Selection selection, BackupListener hears) {
        RestoreOptions restore =
                new RestoreOptions(target, selection, RestoreOptions.Existing.KEEP, options.transfers());
        Way way = new Way(store, hears, cancellation::isRequested, setup.sleeper(), setup.random());
        return new Restorer(new RestoreContext(way, setup.prefix(), restore, Ranges.DEFAULT));
    }

    private void check(
            Catalog catalog, Drawn drawn, Map<ObjectKey, BackupEvent.Restored> restored, RestoredCheck check) {
        Set<ObjectKey> paths = new TreeSet<>(restored.keySet());
        paths.addAll(drawn.sample);
        if (drawn.hour != null) {
            paths.addAll(confirmedIn(catalog, drawn.hour));
        }
        for (ObjectKey path : paths) {
            if (cancellation.isRequested()) {
                return;
            }
            CatalogRow row = catalog.find(path).filter(CatalogRow::isConfirmed).orElse(null);
            check.check(path, row, restored.get(path));
        }
    }

    private static List<ObjectKey> confirmedIn(Catalog catalog, Selection hour) {
        List<ObjectKey> paths = new ArrayList<>();
        for (String camera : hour.cameras()) {
            String below = camera + "/";
            try (CatalogCursor rows = catalog.from(new ObjectKey(below), below)) {
                rows.forEachRemaining(row -> {
                    if (row.isConfirmed() && hour.includes(row.path())) {
                        paths.add(row.path());
                    }
                });
            }
        }
        return paths;
    }
}
