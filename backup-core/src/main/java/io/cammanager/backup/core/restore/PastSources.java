package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Selection;
import io.cammanager.backup.core.store.ListedVersion;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.ObjectVersion.Kind;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.Versioning;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What stood at each path at a time in the past, by the clock of the store.
 *
 * <table>
 * <caption>What was at a path at the time T</caption>
 * <tr><td>the last version stored at T or before is an object</td><td>that version</td></tr>
 * <tr><td>it is a marker of a removal</td><td>nothing</td></tr>
 * <tr><td>there is none, but a copy was put aside after T</td><td>the first such copy: it was put aside because it stood
 * there until then, unless its file was modified only after T</td></tr>
 * <tr><td>neither</td><td>nothing</td></tr>
 * </table>
 *
 * <p>A bucket without versions has one version of each object, the present one. When what was put aside first had come into
 * the bucket, nobody knows any more; that it stood there from the time of its file on is the best that can be said.
 */
final class PastSources implements Sources {
    private final ObjectStore store;
    private final String prefix;
    private final Selection selection;
    private final Instant at;
    private final Executor lister;

    PastSources(ObjectStore store, String prefix, Selection selection, Instant at, Executor lister) {
        this.store = store;
        this.prefix = prefix;
        this.selection = selection;
        this.at = at;
        this.lister = lister;
    }

    @Override
    public void each(Predicate<Source> consumer) {
        Map<ObjectKey, ObjectKey> copies = new KeptCopies(store, prefix, lister).firstAfter(at, selection);
        if (present(copies, consumer)) {
            copies.forEach((path, copy) -> offerCopy(path, copy, consumer));
        }
    }

    private boolean present(Map<ObjectKey, ObjectKey> copies, Predicate<Source> consumer) {
        if (store.versioning() == Versioning.OFF) {
            return unversioned(copies, consumer);
        }
        for (String directory : directories()) {
            Decision decision = new Decision();
            Iterator<ListedVersion> versions = new VersionListing(store, prefix + directory);
            while (versions.hasNext()) {
                ListedVersion row = versions.next();
                String path = row.key().value().substring(prefix.length());
                if (RemoteTree.isRecording(path, row.size() + markerSize(row))
                        && selection.includes(new ObjectKey(path))
                        && decision.isFirst(row)
                        && !settle(row, new ObjectKey(path), copies, consumer)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A marker of a removal has no size, and yet hides a recording. */
    private static long markerSize(ListedVersion row) {
        return row.version().kind() == Kind.DELETE_MARKER ? 1 : 0;
    }

    /** Versions can be listed below a folder alone, so that a path that may be one of a recording needs all beside it. */
    private Iterable<String> directories() {
        return selection.paths().isEmpty()
                ? selection.directories()
                : selection.paths().stream()
                        .map(path -> path.value().substring(0, path.value().lastIndexOf('/') + 1))
                        .distinct()
                        .toList();
    }

    /** Finds, of the rows of each key, the first that is old enough. */
    private final class Decision {
        private @Nullable ObjectKey settled;

        boolean isFirst(ListedVersion row) {
            if (row.key().equals(settled) || row.version().lastModified().isAfter(at)) {
                return false;
            }
            settled = row.key();
            return true;
        }
    }

    private boolean settle(
            ListedVersion row, ObjectKey path, Map<ObjectKey, ObjectKey> copies, Predicate<Source> consumer) {
        copies.remove(path);
        ObjectVersion version = row.version();
        return version.kind() == Kind.DELETE_MARKER
                || consumer.test(new Source(path, row.key(), version.versionId(), version.etag(), row.size()));
    }

    private boolean unversioned(Map<ObjectKey, ObjectKey> copies, Predicate<Source> consumer) {
        LatestSources latest = new LatestSources(store, prefix, selection, lister);
        return latest.each((source, stored) -> {
            if (stored.isAfter(at)) {
                return true;
            }
            copies.remove(source.path());
            return consumer.test(source);
        });
    }

    private void offerCopy(ObjectKey path, ObjectKey copy, Predicate<Source> consumer) {
        ObjectInfo info = store.head(copy).orElse(null);
        if (info == null) {
            return; // expired a moment ago
        }
        Long mtime = RecordingMetadata.of(info).mtimeNanos();
        if (mtime != null && Instant.EPOCH.plusNanos(mtime).isAfter(at)) {
            return;
        }
        boolean unused = consumer.test(new Source(path, copy, null, info.etag(), info.size()));
    }
}
