package io.cammanager.backup.core.manifest;

import io.cammanager.backup.core.manifest.ManifestMemory.Pending;
import io.cammanager.backup.core.manifest.ManifestMemory.Seen;
import io.cammanager.backup.core.manifest.ManifestObjects.SeenHead;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down in the bucket what a run has changed there: the segment first, which is looked at, then {@code HEAD}, and only then
 * is it forgotten here. Cut off anywhere, the next run writes what is not known to be written.
 */
public final class ManifestWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ManifestWriter.class);

    /** So many segments a chain may have. */
    private static final int MAX_CHAIN = 256;

    /** Well below what any rule of expiry for recordings leaves of a base. */
    private static final Duration BASE_AGE = Duration.ofDays(7);

    private final ManifestContext context;
    private final Session session;
    private final ManifestObjects objects;
    private final ManifestMemory memory;
    private final NextSegment next;

    /**
     * The run that writes.
     *
     * @param runId a UUID
     * @param epoch of the lease; 0 where there is none
     * @param mayRemove whether the lease is held at this moment
     * @param scratch a directory for temporary files
     * @param warnings told in whole sentences
     */
    public record Session(
            String runId,
            long epoch,
            StoreTraits traits,
            BooleanSupplier mayRemove,
            Path scratch,
            Consumer<String> warnings) {}

    public ManifestWriter(ManifestContext context, Session session) {
        this.context = context;
        this.session = session;
        this.objects = new ManifestObjects(context);
        this.memory = new ManifestMemory(context.catalog());
        this.next = new NextSegment(context, session, objects);
    }

    /**
     * What stands in the bucket.
     *
     * @param head null where there is none, or none that can be understood
     * @param condition under which it may be replaced
     */
    private record Standing(@Nullable ManifestHead head, Condition condition) {}

    /**
     * Writes what is not written yet. Asks the store nothing when that is nothing and no base is due.
     *
     * @throws StoreException when the store will not have it; then the next run writes it
     * @throws IOException when a temporary file cannot be written
     */
    public void write() throws IOException {
        Optional<Seen> seen = memory.seen();
        Optional<Pending> pending = memory.pending();
        if (pending.isEmpty() && context.catalog().unrecorded().last() == 0 && !isBaseDue(seen)) {
            return;
        }
        Standing standing = standing();
        ManifestHead head = standing.head();
        if (pending.isPresent()
                && head != null
                && head.last().sha256().equals(pending.get().sha256())) {
            next.settle(head, pending.get().last()); // the answer was lost, or this run's predecessor
            write();
            return;
        }
        write(standing, seen);
        pending.ifPresent(lost -> removeAll(List.of(lost.name())));
    }

    private boolean isBaseDue(Optional<Seen> seen) {
        return seen.map(known -> isOld(known.baseMillis()))
                .orElseGet(() -> context.catalog().hasConfirmed());
    }

    private boolean isOld(long baseMillis) {
        return Math.abs(context.clock().millis() - baseMillis) >= BASE_AGE.toMillis();
    }

    private Standing standing() {
        try {
            Optional<SeenHead> there = objects.head();
            return there.isEmpty()
                    ? new Standing(null, conditionally(session.traits().conditionalPut(), Condition.IF_ABSENT))
                    : new Standing(
                            there.get().head(),
                            conditionally(
                                    session.traits().conditionalReplace(),
                                    Condition.ifMatch(there.get().etag())));
        } catch (DamagedManifestException e) {
            warn(e.finding().detail());
            return new Standing(null, Condition.ALWAYS);
        }
    }

    private static Condition conditionally(Enforcement enforcement, Condition condition) {
        return enforcement == Enforcement.HOLDS ? condition : Condition.ALWAYS;
    }

    private void write(Standing standing, Optional<Seen> seen) throws IOException {
        ManifestHead head = standing.head();
        if (head == null) {
            seen.ifPresent(known -> warn(
                    "the manifest, which ended at segment " + known.seq() + ", is not there or cannot be understood"));
            next.base(null, null, standing.condition());
        } else if (seen.isPresent() && follows(head, seen.get())) {
            next.changes(head, standing.condition());
        } else if (isTrusted(head, seen)) {
            baseFrom(head, standing.condition());
        } else {
            next.base(head, null, standing.condition());
        }
    }

    /** What the chain holds goes into the new base, so that nothing that was ever written down is dropped. */
    private void baseFrom(ManifestHead head, Condition condition) throws IOException {
        ManifestReader reader = new ManifestReader(objects, session.scratch(), finding -> warn(finding.detail()));
        try (ManifestFold fold = reader.fold(head)) {
            next.base(head, fold, condition);
            if (fold != null) {
                removeAll(head.chain().stream().map(Link::name).toList());
            }
        }
    }

    private boolean follows(ManifestHead head, Seen seen) {
        return head.seq() == seen.seq()
                && head.last().sha256().equals(seen.sha256())
                && head.source().equals(context.source())
                && head.chain().size() < MAX_CHAIN
                && !isOld(head.baseMillis());
    }

    /** Says whether what stands there is what was seen last, or has come after it. */
    private boolean isTrusted(ManifestHead head, Optional<Seen> seen) {
        if (seen.isEmpty()) {
            return true;
        }
        long last = seen.get().seq();
        if (head.seq() < last) {
            warn("the manifest was rolled back: it ends at segment " + head.seq()
                    + ", and this machine has seen segment " + last);
            return false;
        }
        boolean edited = head.contradicts(seen.get());
        if (edited) {
            warn("the manifest was edited: its segment " + last + " is not the one that this machine has seen");
        }
        return !edited;
    }

    private void warn(String what) {
        session.warnings().accept(what + "; no recording is lost by that, and a new base is written from the catalog");
    }

    /** Removes segments that are in no chain any more; what cannot be removed does no harm. */
    private void removeAll(List<String> names) {
        for (String name : names) {
            if (!session.mayRemove().getAsBoolean()) {
                return;
            }
            try {
                objects.remove(name);
            } catch (StoreException e) {
                LOG.debug("a segment that is not needed any more stays", e);
                return;
            }
        }
    }
}
