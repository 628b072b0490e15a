package io.cammanager.backup.core.transfer;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteStreams;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.DamagedContentException;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;

/** The last proof, where the store's own word is none: every byte is fetched again. */
final class ReadBack {
    private ReadBack() {}

    /**
     * Says whether the object gives these bytes.
     *
     * @throws StoreException when it could not be read to its end, which says nothing about it
     */
    static boolean gives(ObjectStore store, ObjectKey key, HashCode plainSha256) {
        try (ObjectContent content = store.get(key);
                HashingInputStream bytes = new HashingInputStream(Hashing.sha256(), content.stream())) {
            long unused = ByteStreams.exhaust(bytes);
            return bytes.hash().equals(plainSha256);
        } catch (DamagedContentException e) {
            return false;
        } catch (IOException e) {
            throw new StoreException(
                    Kind.UNAVAILABLE, "read back", key.value(), "the answer broke off (" + e.getMessage() + ")", 0, e);
        }
    }
}
