package io.cammanager.backup.core.transfer;

import io.cammanager.backup.core.BackupListener;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.SyncOptions;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.keep.Keeping;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.layer.EncryptingStore;
import io.cammanager.backup.crypto.ContentCipher;
import java.nio.file.Path;
import java.time.Clock;

/**
 * What every file's transfer needs of its run.
 *
 * @param prefix empty, or ending in a slash
 * @param keeping how what is replaced is kept
 * @param store an {@link EncryptingStore} where recordings are kept encrypted
 */
public record TransferContext(
        Path source,
        String prefix,
        ObjectStore store,
        StoreTraits traits,
        Catalog catalog,
        SyncOptions options,
        BackupListener listener,
        Clock clock,
        Keeping keeping) {
    /** Returns the whole key of a path. */
    ObjectKey key(ObjectKey path) {
        return new ObjectKey(prefix + path.value());
    }

    /** Returns how large a file of this size is in the bucket. */
    long storedSize(long size) {
        return store instanceof EncryptingStore encrypting && encrypting.encryptsContent()
                ? ContentCipher.storedSize(size)
                : size;
    }

    /** Returns the form in which a new attempt sends the file, with a nonce of its own where it is encrypted. */
    StoredForm newForm(SourceFile file) {
        return store instanceof EncryptingStore encrypting && encrypting.encryptsContent()
                ? new StoredForm.Encrypted(file, encrypting.crypt(), encrypting.newNonce())
                : new StoredForm.Plain(file);
    }

    /** Returns the form in which the object is that is there, to compare the file with; nothing is ever sent in it. */
    StoredForm formOf(SourceFile file, ObjectInfo there) {
        return store instanceof EncryptingStore encrypting && RecordingMetadata.isEncrypted(there)
                ? new StoredForm.Encrypted(file, encrypting.crypt(), encrypting.nonceOf(there.key()))
                : new StoredForm.Plain(file);
    }
}
