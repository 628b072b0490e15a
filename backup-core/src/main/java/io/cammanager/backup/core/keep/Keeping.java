package io.cammanager.backup.core.keep;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import io.cammanager.backup.core.store.Versioning;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How one run keeps what it replaces or removes in a bucket. Asks for the bucket's versioning when that is needed for the
 * first time, so that a run with nothing to replace or remove asks nothing. Thread-safe.
 */
public final class Keeping {
    /** The version of what was stored while versions were not kept; the only one that can be overwritten. */
    public static final String NO_VERSION = "null";

    /** So often a run may put other content of one key aside before something must be wrong. */
    private static final int MAX_COPIES = 100;

    private final ObjectStore store;
    private final String prefix;
    private final String runId;
    private final StoreTraits traits;
    private final Supplier<Versioning> versioning;

    /**
     * Makes the way of one run.
     *
     * @param prefix empty, or ending in a slash
     * @param runId what copies are filed under; no slash in it
     */
    public Keeping(ObjectStore store, String prefix, String runId, StoreTraits traits) {
        this.store = store;
        this.prefix = prefix;
        this.runId = runId;
        this.traits = traits;
        this.versioning = Suppliers.memoize(store::versioning);
    }

    /** Says whether any object can be removed from this bucket. */
    public boolean canRemove() {
        return versioning.get() == Versioning.ENABLED || traits.conditionalDelete() == Enforcement.HOLDS;
    }

    /** Says how this object is kept when it is removed. */
    public KeepWay wayToRemove(ObjectInfo there) {
        return way(there, traits.conditionalDelete());
    }

    /** Says how this object is kept when another one takes its place. */
    public KeepWay wayToReplace(ObjectInfo there) {
        return way(there, traits.conditionalReplace());
    }

    private KeepWay way(ObjectInfo there, Enforcement condition) {
        if (isKeptAsVersion(there)) {
            return KeepWay.AS_VERSION;
        }
        return condition == Enforcement.HOLDS ? KeepWay.AS_COPY : KeepWay.NOT_SAFELY;
    }

    /**
     * A suspended versioning is none: what is written in between has no version of its own, and a marker takes its place.
     * What was stored before versions were kept lives only while they are still kept at this moment, so that is asked again.
     */
    private boolean isKeptAsVersion(ObjectInfo there) {
        return versioning.get() == Versioning.ENABLED
                && (!versionOf(there).equals(NO_VERSION) || store.versioning() == Versioning.ENABLED);
    }

    /** Returns the version of an object in the word that listings of versions have for it. */
    public static String versionOf(ObjectInfo there) {
        String version = there.versionId();
        return version == null ? NO_VERSION : version;
    }

    /** Returns the key of the folder in which this run keeps its copies, each at its path, ending in a slash. */
    public String folder() {
        return prefix + RemoteTree.REPLACED + runId + "/";
    }

    /**
     * Copies an object aside, inside the store, and looks at the copy. Called again for the same object, it finds its copy;
     * a copy of another one is never overwritten.
     *
     * @param path of the recording, below the prefix
     * @param there the object as it was seen
     * @return where the copy is
     * @throws StoreException of kind {@code PRECONDITION_FAILED} or {@code NOT_FOUND} when the object is no longer the one
     *     seen, and {@code DIGEST_MISMATCH} when the copy is not like it
     */
    public ObjectKey putAside(ObjectKey path, ObjectInfo there) {
        for (int number = 1; number <= MAX_COPIES; number++) {
            ObjectKey to = placeOf(path, number);
            Optional<ObjectInfo> kept = store.head(to);
            if (kept.isPresent() && isLike(there, kept.get())) {
                return to;
            }
            if (kept.isEmpty()) {
                store.copy(there, to);
                requireLike(there, store.head(to).orElse(null), to);
                return to;
            }
        }
        throw new StoreException(
                Kind.CONFLICT, "keep", there.key().value(), "this run has kept it " + MAX_COPIES + " times already");
    }

    private ObjectKey placeOf(ObjectKey path, int number) {
        String run = number == 1 ? runId : runId + "-" + number;
        ObjectKey place = new ObjectKey(prefix + RemoteTree.REPLACED + run + "/" + path.value());
        if (place.utf8Length() > ObjectKey.MAX_BYTES) {
            throw new StoreException(
                    Kind.REJECTED,
                    "keep",
                    prefix + path.value(),
                    "the key of its copy would be longer than " + ObjectKey.MAX_BYTES + " bytes; a bucket that keeps"
                            + " versions needs no copy");
        }
        return place;
    }

    private void requireLike(ObjectInfo original, @Nullable ObjectInfo copy, ObjectKey to) {
        if (copy == null || !isLike(original, copy)) {
            throw new StoreException(
                    Kind.DIGEST_MISMATCH,
                    "keep",
                    original.key().value(),
                    "the copy at " + to + " is " + (copy == null ? "not there" : "not like it"));
        }
    }

    /** An ETag is compared where it is the MD5 of the bytes; that of an upload in parts changes with a copy. */
    private boolean isLike(ObjectInfo original, ObjectInfo copy) {
        boolean bytesTell = traits.etagIsMd5() == Enforcement.HOLDS
                && RecordingMetadata.md5OfEtag(original.etag()) != null
                && RecordingMetadata.md5OfEtag(copy.etag()) != null;
        return original.size() == copy.size()
                && original.metadata().equals(copy.metadata())
                && (!bytesTell || original.etag().equals(copy.etag()));
    }
}
