package io.cammanager.backup.core.manifest;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterators;
import io.cammanager.backup.core.catalog.Change;
import io.cammanager.backup.core.catalog.Unrecorded;
import io.cammanager.backup.core.manifest.ManifestMemory.Pending;
import io.cammanager.backup.core.manifest.ManifestMemory.Seen;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes the next segment of a chain and puts it at its end. */
final class NextSegment {
    private final ManifestContext context;
    private final ManifestWriter.Session session;
    private final ManifestObjects objects;
    private final ManifestMemory memory;
    private final Unrecorded unrecorded;

    NextSegment(ManifestContext context, ManifestWriter.Session session, ManifestObjects objects) {
        this.context = context;
        this.session = session;
        this.objects = objects;
        this.memory = new ManifestMemory(context.catalog());
        this.unrecorded = context.catalog().unrecorded();
    }

    /** A segment that is written to a local file, and where it goes. */
    private record Made(SegmentHeader header, Path file, List<Link> before, long last) {}

    /** Writes what has changed since the end of the chain, if anything. */
    void changes(ManifestHead head, Condition condition) throws IOException {
        long last = unrecorded.last();
        long rows = 0;
        try (Unrecorded.Cursor changes = unrecorded.upTo(last)) {
            rows = Iterators.size(changes);
        }
        if (rows == 0) {
            settle(head, last);
            return;
        }
        SegmentHeader header = new SegmentHeader(
                context.scope(),
                context.source(),
                head.seq() + 1,
                SegmentHeader.Kind.CHANGES,
                head.last().sha256(),
                session.epoch(),
                session.runId(),
                rows);
        try (Unrecorded.Cursor changes = unrecorded.upTo(last)) {
            SegmentRows.write(plainFile(), header, changes);
        }
        commit(new Made(header, plainFile(), head.chain(), last), head.baseMillis(), condition);
    }

    private Path plainFile() {
        return session.scratch().resolve("manifest-plain");
    }

    /**
     * Writes all that is known.
     *
     * @param head what stands there; null where there is nothing to be understood
     * @param fold what the chain holds; null where it cannot be gone by
     */
    void base(@Nullable ManifestHead head, @Nullable ManifestFold fold, Condition condition) throws IOException {
        long last = unrecorded.last();
        long rows = 0;
        try (KnownRecordings known = known(fold)) {
            rows = Iterators.size(known);
        }
        SegmentHeader header = new SegmentHeader(
                context.scope(),
                context.source(),
                1 + highest(head),
                SegmentHeader.Kind.BASE,
                null,
                session.epoch(),
                session.runId(),
                rows);
        try (KnownRecordings known = known(fold)) {
            Iterator<Change> all = Iterators.transform(known, Change::put);
            SegmentRows.write(plainFile(), header, all);
        }
        commit(new Made(header, plainFile(), List.of(), last), context.clock().millis(), condition);
    }

    private KnownRecordings known(@Nullable ManifestFold fold) {
        return new KnownRecordings(context.catalog(), fold, () -> {});
    }

    /** Returns the highest number that was ever seen: one that was used must not come again with something else. */
    private long highest(@Nullable ManifestHead head) {
        long seen = memory.seen().map(Seen::seq).orElse(0L);
        return Math.max(Math.max(seen, head == null ? 0 : head.seq()), objects.highest());
    }

    private void commit(Made made, long baseMillis, Condition condition) throws IOException {
        Path stored = session.scratch().resolve("manifest-stored");
        try {
            store(made, objects.seal().seal(made.file(), stored), baseMillis, condition);
        } finally {
            Files.deleteIfExists(made.file());
            Files.deleteIfExists(stored);
        }
    }

    private void store(Made made, Path stored, long baseMillis, Condition condition) throws IOException {
        SegmentHeader header = made.header();
        StoredFile file = StoredFile.of(stored);
        String name = String.format(Locale.ROOT, "%010d-%s.jsonl.gz", header.seq(), session.runId())
                + objects.seal().suffix();
        Link link = new Link(header.seq(), name, file.digests().sha256(), file.length(), header.rows());
        memory.setPending(new Pending(name, link.sha256(), made.last()));
        objects.putSegment(name, file);
        ManifestHead moved = new ManifestHead(
                context.scope(),
                context.source(),
                session.epoch(),
                session.runId(),
                baseMillis,
                ImmutableList.<Link>builder().addAll(made.before()).add(link).build());
        moveHead(moved, condition);
        settle(moved, made.last());
    }

    /** A refusal may be the echo of our own success, whose answer was lost. */
    private void moveHead(ManifestHead moved, Condition condition) throws IOException {
        try {
            objects.putHead(moved, condition);
        } catch (StoreException e) {
            boolean echo = e.kind() == Kind.PRECONDITION_FAILED || e.kind() == Kind.CONFLICT;
            if (!echo || !stands(moved)) {
                throw e;
            }
        }
    }

    private boolean stands(ManifestHead moved) {
        try {
            return objects.head().filter(there -> there.head().equals(moved)).isPresent();
        } catch (DamagedManifestException e) {
            return false;
        }
    }

    /** Remembers that all changes up to a number are in the bucket. */
    void settle(ManifestHead head, long last) {
        memory.setSeen(head);
        unrecorded.clear(last);
        memory.dropPending();
    }
}
