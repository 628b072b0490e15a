package io.cammanager.backup.core.restore;

import io.cammanager.backup.core.RestoreResult;
import io.cammanager.backup.core.ThawOptions;
import io.cammanager.backup.core.store.ColdStorage;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a recording that lies in a cold storage class: it is asked for, and a later restore finds it readable.
 *
 * @param options null where nothing is to be asked for, since that costs money
 */
record Thawing(ObjectStore store, @Nullable ThawOptions options) {
    /**
     * Asks for a recording.
     *
     * @param refusal how the store refused to give it out
     * @throws StoreException what ends the restore
     */
    Ending of(Source source, StoreException refusal) {
        if (options == null) {
            return Ending.failed(refusal.reason());
        }
        ColdStorage cold = lookAt(source);
        if (cold.isThawing()) {
            return thawing("on its way out of " + where(cold) + ", as was asked before, which takes "
                    + cold.timeToThaw(options.tier()) + "; run the restore again then");
        }
        try {
            store.thaw(source.key(), source.versionId(), options);
        } catch (StoreException e) {
            // Who may read need not have the right to this, and what is not cold can be restored all the same.
            if (e.kind() == Kind.NOT_IMPLEMENTED || e.kind() == Kind.REJECTED || e.kind() == Kind.DENIED) {
                return Ending.failed(
                        "it lies in " + where(cold) + ", and the store would not fetch it back: " + e.reason());
            }
            throw e;
        }
        return thawing("asked the store to fetch it back from " + where(cold) + " for " + days() + ", which takes "
                + cold.timeToThaw(options.tier()) + "; run the restore again then");
    }

    /** Of an older version nobody tells; asking for it again does no harm. */
    private ColdStorage lookAt(Source source) {
        ObjectInfo info =
                source.versionId() != null ? null : store.head(source.key()).orElse(null);
        ColdStorage cold = info == null ? null : info.cold();
        return cold == null ? new ColdStorage("", false) : cold;
    }

    private static String where(ColdStorage cold) {
        return cold.storageClass().isEmpty() ? "a cold storage class" : "storage class " + cold.storageClass();
    }

    private String days() {
        int days = options == null ? 0 : options.days();
        return days == 1 ? "a day" : days + " days";
    }

    private static Ending thawing(String detail) {
        return new Ending(RestoreResult.THAWING, detail);
    }
}
