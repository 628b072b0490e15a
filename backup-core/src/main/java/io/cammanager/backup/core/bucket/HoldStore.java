package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.Listing;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.layer.SealedText;
import io.cammanager.backup.crypto.CryptException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records of the holds, below {@code .cammanager/holds/}; encrypted where recordings are. */
final class HoldStore {
    private static final int MAX_BYTES = 256 << 20;

    private final BucketContext context;
    private final String folder;

    HoldStore(BucketContext context) {
        this.context = context;
        this.folder = context.prefix() + RemoteTree.OWN + "holds/";
    }

    void write(HoldRecord hold) {
        PutRequest request = new PutRequest(key(hold.hold().id()), Map.of(), "text/plain", PutRequest.Condition.ALWAYS);
        String unused = context.store().put(request, SealedText.of(hold.format(), context.crypt(), context.random()));
    }

    void remove(String id) {
        Optional<String> unused = context.store().delete(key(id));
    }

    private ObjectKey key(String id) {
        return new ObjectKey(folder + id);
    }

    /** Returns all records, the oldest first, since that is how their ids sort. */
    List<HoldRecord> all() {
        List<HoldRecord> records = new ArrayList<>();
        Iterator<ListedObject> objects = new Listing(context.store(), ListRequest.all(folder), Runnable::run);
        while (objects.hasNext()) {
            records.add(read(objects.next().key()));
        }
        return records;
    }

    /** A record that cannot be read stops everything: what it holds must not be let go because of another. */
    private HoldRecord read(ObjectKey key) {
        try (ObjectContent content = context.store().get(key)) {
            return HoldRecord.parse(SealedText.read(content, context.crypt(), MAX_BYTES))
                    .filter(hold -> key.value().equals(folder + hold.hold().id()))
                    .filter(hold -> hold.versions().stream().allMatch(this::isBelowThePrefix))
                    .orElseThrow(() -> damaged(key, "it is not what was written"));
        } catch (CryptException e) {
            throw damaged(key, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new StoreException(Kind.UNAVAILABLE, "read", key.value(), "the answer broke off", 0, e);
        }
    }

    private boolean isBelowThePrefix(HeldVersion version) {
        return version.key().value().startsWith(context.prefix());
    }

    private static BackupException damaged(ObjectKey key, String reason) {
        return new BackupException(
                ExitCode.MISMATCH,
                "the record of a hold, " + Quoted.of(key.value()) + ", cannot be read: " + reason
                        + "; nothing was changed; bring an earlier version of it back, or take the holds off with another"
                        + " client and remove it");
    }
}
