package io.cammanager.backup.core.mirror;

import io.cammanager.backup.core.MirrorResult;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.keep.KeepWay;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.mirror.ConfirmedRows.Match;
import io.cammanager.backup.core.mirror.MirrorCounts.Mark;
import io.cammanager.backup.core.mirror.MirrorPlan.Pair;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreException.Reach;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings one object to the target, if it is what it should be and nothing there is worth more. Thread-safe. */
final class ObjectMirror {
    private static final int ATTEMPTS = 3;

    private final MirrorContext context;
    private final Carrier carrier;
    private final ServerSideCopy serverSide;

    ObjectMirror(MirrorContext context) {
        this.context = context;
        Arrival arrival = new Arrival(context);
        this.carrier = new Carrier(context, arrival);
        this.serverSide = new ServerSideCopy(context, arrival);
    }

    /**
     * Brings an object over.
     *
     * @param recorded what the manifest says of it; null where it says nothing
     */
    Mirrored mirror(Pair pair, @Nullable CatalogRow recorded) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(pair, recorded);
            } catch (MirrorEnd e) {
                // What was damaged on its way is not damaged twice, and what changes is not changed forever.
                boolean again = e.result() == MirrorResult.DAMAGED || e.result() == MirrorResult.CHANGED;
                if (!again || attempt == ATTEMPTS) {
                    return new Mirrored(e.result(), e.detail());
                }
            } catch (StoreException e) {
                if (e.reach() == Reach.RUN) {
                    throw e.endingRun();
                }
                if (e.kind() != Kind.NOT_FOUND || attempt == ATTEMPTS) {
                    return new Mirrored(MirrorResult.FAILED, e.getMessage());
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    return new Mirrored(MirrorResult.FAILED, "could not be copied: " + e.getMessage());
                }
            }
        }
    }

    private Mirrored once(Pair pair, @Nullable CatalogRow recorded) throws IOException {
        boolean isRecording = pair.rank() == MirrorRank.RECORDING;
        Optional<CatalogRow> row = isRecording ? context.rows().of(pair.path(), recorded) : Optional.empty();
        if (pair.isListedAlike() && isAsConfirmed(pair, row)) {
            return new Mirrored(MirrorResult.UNCHANGED, null);
        }
        ObjectInfo from =
                context.source().store().head(context.source().key(pair.path())).orElse(null);
        if (from == null) {
            return row.isPresent()
                    ? new Mirrored(MirrorResult.MISSING, "not in the bucket, although it was confirmed there")
                    : new Mirrored(MirrorResult.GONE, null);
        }
        row.ifPresent(confirmed -> require(from, confirmed));
        ObjectInfo there =
                context.target().store().head(context.target().key(pair.path())).orElse(null);
        if (there != null && isSame(from, there)) {
            return new Mirrored(MirrorResult.UNCHANGED, null);
        }
        if (there != null) {
            requireReplaceable(pair, from, there);
        }
        Mirrored done = context.options().mode() == SyncOptions.Mode.DRY_RUN
                ? new Mirrored(MirrorResult.PLANNED, there == null ? null : "replaces another object, which is kept")
                : copy(pair, from, there);
        return isRecording && row.isEmpty() ? done.with(Mark.UNPROVEN) : done;
    }

    private static boolean isAsConfirmed(Pair pair, Optional<CatalogRow> row) {
        return row.map(CatalogRow::confirmation)
                .map(confirmation -> confirmation.etag().equals(pair.etag()))
                .orElse(true);
    }

    private void require(ObjectInfo from, CatalogRow row) {
        Match match = context.rows().compare(from, row);
        if (match == Match.UPLOADED_ANEW) {
            throw new MirrorEnd(MirrorResult.CHANGED, "it was uploaded anew, and that is not confirmed yet");
        }
        if (match == Match.DIFFERENT) {
            throw new MirrorEnd(
                    MirrorResult.DAMAGED,
                    "it is not the object that was confirmed: its ETag, its size, its cm-id or its cm-sha256 is another");
        }
    }

    /** By the bytes where both tell of them, else by the id of the upload. */
    private static boolean isSame(ObjectInfo from, ObjectInfo there) {
        if (from.size() != there.size()) {
            return false;
        }
        RecordingMetadata one = RecordingMetadata.asStored(from);
        RecordingMetadata other = RecordingMetadata.asStored(there);
        if (from.etag().equals(there.etag())) {
            return from.metadata().equals(there.metadata()) || one.uploadId() == null;
        }
        boolean bothTell =
                RecordingMetadata.md5OfEtag(from.etag()) != null && RecordingMetadata.md5OfEtag(there.etag()) != null;
        return !bothTell
                && (one.uploadId() != null
                        ? one.uploadId().equals(other.uploadId())
                        : one.md5() != null && one.md5().equals(other.md5()));
    }

    private void requireReplaceable(Pair pair, ObjectInfo from, ObjectInfo there) {
        if (pair.rank() != MirrorRank.MANIFEST_HEAD && there.size() > from.size()) {
            throw new MirrorEnd(
                    MirrorResult.CONFLICT,
                    "the target has a larger object of " + there.size() + " bytes, in whose place none of "
                            + from.size() + " goes");
        }
        Keeping keeping = context.keeping();
        if (keeping != null && keeping.wayToReplace(there) == KeepWay.NOT_SAFELY) {
            throw new MirrorEnd(
                    MirrorResult.CONFLICT,
                    "the target has another object, which that store could not keep: turn its bucket's versioning on");
        }
    }

    /** A store refuses a second try of what it has taken at the first, when its answer to that was lost. */
    private void requireOurs(Pair pair, ObjectInfo from) {
        ObjectInfo now =
                context.target().store().head(context.target().key(pair.path())).orElse(null);
        if (now == null || !isSame(from, now)) {
            throw new MirrorEnd(
                    MirrorResult.CONFLICT, "another object has appeared at its key in the target meanwhile");
        }
    }

    private Mirrored copy(Pair pair, ObjectInfo from, @Nullable ObjectInfo there) throws IOException {
        Keeping keeping = context.keeping();
        if (there != null && keeping != null && keeping.wayToReplace(there) == KeepWay.AS_COPY) {
            ObjectKey unused = keeping.putAside(pair.path(), there);
        }
        Mirrored copied = new Mirrored(
                MirrorResult.COPIED, there == null ? null : "in the place of another object, which is kept");
        try {
            if (serverSide.isPossible(there) && serverSide.carry(pair.path(), from, there)) {
                return copied.with(Mark.SERVER_SIDE);
            }
            carrier.carry(pair.path(), from, there);
        } catch (StoreException e) {
            if (e.kind() != Kind.PRECONDITION_FAILED) {
                throw e;
            }
            requireOurs(pair, from);
        }
        return copied;
    }
}
