package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.RestoreOptions.Existing;
import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.restore.ContentHashes.Md5;
import io.cammanager.backup.core.restore.Download.Fetched;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreException.Reach;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Brings one recording back.
 *
 * <table>
 * <caption>What happens to it</caption>
 * <tr><td>at its place</td><td>{@code KEEP}</td><td>{@code OVERWRITE}</td></tr>
 * <tr><td>nothing</td><td>restored</td><td>restored</td></tr>
 * <tr><td>a file of the same bytes</td><td>unchanged</td><td>unchanged</td></tr>
 * <tr><td>a file of other bytes</td><td>conflict</td><td>replaced</td></tr>
 * <tr><td>anything else</td><td>conflict</td><td>conflict</td></tr>
 * </table>
 *
 * <p>A damaged recording, where it is given out at all, never replaces anything and is damaged in every case.
 */
final class FileRestore {
    private static final Ending DIFFERENT = Ending.conflict("a file with other content is in its place");
    private static final Ending SAME_NAME = Ending.conflict(
            "another recording of this restore is in its place: this file system does not tell their names apart");
    private static final Ending NO_FILE = Ending.conflict("what is in its place is not a regular file");

    private final RestoreContext context;
    private final TargetTree tree;
    private final Staging staging;
    private final ExecutorService ranges;
    /** What this very restore has put in place, by inode; kept only where it might be overwritten. */
    private final Set<Object> placed = ConcurrentHashMap.newKeySet();

    FileRestore(RestoreContext context, TargetTree tree, Staging staging, ExecutorService ranges) {
        this.context = context;
        this.tree = tree;
        this.staging = staging;
        this.ranges = ranges;
    }

    /** Returns what became of the recording; throws only what ends the restore. */
    Ending restore(Source source) {
        try {
            Path file = tree.resolve(source.path());
            tree.makeParents(file);
            Ending early = withoutDownload(file, source);
            if (early != null) {
                return early;
            }
            try (Fetched fetched = new Download(context, staging, ranges, source).run()) {
                return publish(fetched, file);
            }
        } catch (EndingException e) {
            return e.ending();
        } catch (StoreException e) {
            return e.kind() == Kind.COLD ? thawing(source, e) : endingOf(e);
        } catch (ClosedByInterruptException e) {
            return Ending.STOPPED;
        } catch (IOException e) {
            return Ending.failed("could not be written: " + Staging.reason(e));
        }
    }

    private Ending thawing(Source source, StoreException refusal) {
        try {
            return new Thawing(context.way().store(), context.options().thaw()).of(source, refusal);
        } catch (StoreException e) {
            return endingOf(e);
        }
    }

    private static Ending endingOf(StoreException e) {
        if (e.kind() == Kind.INTERRUPTED) {
            return Ending.STOPPED;
        }
        if (e.reach() == Reach.RUN) {
            throw e.endingRun();
        }
        return Ending.failed(e.reason());
    }

    /** Returns what needs no download to be known, or null when there is no way around it. */
    private @Nullable Ending withoutDownload(Path file, Source source) throws IOException {
        BasicFileAttributes found = tree.look(file);
        if (found == null) {
            return null;
        }
        if (!found.isRegularFile()) {
            return NO_FILE;
        }
        if (found.size() == source.size()) {
            ExpectedContent expected = ExpectedContent.of(head(source));
            if (!expected.hasHash()) {
                return null; // only the bytes themselves can tell
            }
            if (expected.difference(ContentHashes.of(file, expected.wanted())) == null) {
                return Ending.UNCHANGED;
            }
        }
        return context.options().existing() == Existing.KEEP ? DIFFERENT : null;
    }

    private ObjectInfo head(Source source) throws IOException {
        ObjectStore store = context.way().store();
        if (source.versionId() != null) {
            try (ObjectContent content = store.get(source.read())) {
                return content.info(); // there is no other way to ask for an older version
            }
        }
        return store.head(source.key())
                .orElseThrow(() -> new EndingException(Ending.failed("it is gone from the bucket")));
    }

    private Ending publish(Fetched fetched, Path file) throws IOException {
        String damage = fetched.damage();
        return damage == null ? publishSound(fetched, file) : publishDamaged(fetched, file, damage);
    }

    /** What is in its place stays, whatever was asked for: it can hardly be worse. */
    private Ending publishDamaged(Fetched fetched, Path file, String damage) throws IOException {
        if (tree.look(file) == null) {
            try {
                FileMover.place(fetched.file().path(), file);
                return new Ending(RestoreResult.DAMAGED, damage + "; it was written with the zeros");
            } catch (FileAlreadyExistsException e) {
                return new Ending(RestoreResult.DAMAGED, damage + "; what appeared in its place was kept");
            }
        }
        return new Ending(RestoreResult.DAMAGED, damage + "; what is in its place was kept");
    }

    private Ending publishSound(Fetched fetched, Path file) throws IOException {
        Ending done = fetched.expected().isProvable() ? Ending.RESTORED : Ending.UNPROVEN;
        BasicFileAttributes found = tree.look(file);
        if (found == null) {
            try {
                FileMover.place(fetched.file().path(), file);
                remember(file);
                return done;
            } catch (FileAlreadyExistsException e) {
                return Ending.conflict(
                        "a file appeared in its place: " + Quoted.of(String.valueOf(file.getFileName())));
            }
        }
        if (!found.isRegularFile()) {
            return NO_FILE;
        }
        if (found.size() == fetched.expected().size()
                && ContentHashes.of(file, Md5.NOT_WANTED)
                        .sha256()
                        .equals(fetched.hashes().sha256())) {
            return Ending.UNCHANGED;
        }
        if (context.options().existing() == Existing.KEEP) {
            return DIFFERENT;
        }
        if (found.fileKey() != null && placed.contains(found.fileKey())) {
            return SAME_NAME;
        }
        FileMover.replace(fetched.file().path(), file);
        remember(file);
        return done;
    }

    private void remember(Path file) throws IOException {
        BasicFileAttributes attributes = context.options().existing() == Existing.OVERWRITE ? tree.look(file) : null;
        if (attributes != null && attributes.fileKey() != null) {
            placed.add(attributes.fileKey());
        }
    }
}
