package io.cammanager.backup.core.verify;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterators;
import com.google.common.collect.Ordering;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Portion;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Sample;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogCursor;
import io.cammanager.backup.core.catalog.CatalogRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Draws samples of what a catalog holds as confirmed. Each path has a rank by the seed, and the lowest ranks are drawn, so that
 * it takes one pass whatever there is to draw from.
 */
public final class Draw {
    private static final int RUNS_LOOKED_AT = 1000;

    private final Catalog catalog;
    private final Portion portion;
    private final Instant now;

    public Draw(Catalog catalog, Portion portion, Instant now) {
        this.catalog = catalog;
        this.portion = portion;
        this.now = now;
    }

    /** Returns what says of each path of the portion whether it is drawn. */
    public Predicate<ObjectKey> drawn() {
        Sample sample = portion.sample();
        if (sample instanceof Sample.Count some) {
            return ImmutableSet.copyOf(lowest(some.count(), some.seed()))::contains;
        } else if (sample instanceof Sample.Percent percent) {
            Ranks ranks = new Ranks(percent.seed());
            return path -> ranks.fraction(path) * 100 < percent.percent();
        } else if (sample instanceof Sample.Rotation rotation) {
            return rotated(rotation)::contains;
        }
        return path -> true;
    }

    /** Draws paths at random; all there are when there are no more. In the order in which they were drawn. */
    public List<ObjectKey> lowest(int count, long seed) {
        Ranks ranks = new Ranks(seed);
        Ordering<ObjectKey> byRank = Ordering.natural().onResultOf(ranks::of);
        try (CatalogCursor rows = catalog.all()) {
            return byRank.compound(Ordering.natural()).leastOf(paths(rows), count);
        }
    }

    private Collection<ObjectKey> rotated(Sample.Rotation rotation) {
        long due = due(rotation);
        List<ObjectKey> paths = new ArrayList<>(catalog.oldestRead(portion::includes, due, now));
        paths.addAll(lowest(rotation.extra(), rotation.seed()));
        return ImmutableSet.copyOf(paths);
    }

    /** Returns how many it takes today, so that runs like this one come round in time. */
    private long due(Sample.Rotation rotation) {
        long confirmed;
        try (CatalogCursor rows = catalog.all()) {
            confirmed = Iterators.size(paths(rows));
        }
        long days = Math.min(rotation.days(), daysSinceLast());
        return (confirmed * days + rotation.days() - 1) / rotation.days();
    }

    /** Returns how many days' share is due: 1 when the last rotation was today or never was. */
    private long daysSinceLast() {
        for (RunRecord run : catalog.runs(RUNS_LOOKED_AT)) {
            if (run.isRotation() && run.problem() == null) {
                Duration passed = Duration.between(run.started(), now);
                // A run of every day starts a little early or late; that is no second day.
                return Math.max(1, passed.plusHours(12).toDays());
            }
        }
        return 1;
    }

    private Iterator<ObjectKey> paths(Iterator<CatalogRow> rows) {
        return Iterators.filter(
                Iterators.transform(Iterators.filter(rows, CatalogRow::isConfirmed), CatalogRow::path),
                portion::includes);
    }

    /** The ranks by one seed. */
    private static final class Ranks {
        private final HashFunction function;

        Ranks(long seed) {
            function = Hashing.sipHash24(seed, ~seed);
        }

        long of(ObjectKey path) {
            return function.hashBytes(path.utf8()).asLong();
        }

        /** Returns a number from 0 to 1, without 1. */
        double fraction(ObjectKey path) {
            return (of(path) >>> 11) * 0x1.0p-53;
        }
    }
}
