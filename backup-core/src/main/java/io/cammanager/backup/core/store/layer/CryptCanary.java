package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.crypto.CryptException;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Map;

/**
 * Finds a wrong password before anything is sent under it. The first encrypted run leaves a small object that only the same
 * password and the same way of encrypting names can read; where there is none, as in a bucket that rclone has filled, the
 * first block of some object must do.
 */
public final class CryptCanary {
    private static final int SAMPLES = 10;
    private static final int MAX_BYTES = 4096;
    private static final String NAME = RemoteTree.OWN + "canary";

    private final ObjectStore store;
    private final String prefix;
    private final RcloneCrypt crypt;

    /**
     * Makes the canary of one bucket.
     *
     * @param store the bucket as it is, not decrypted
     * @param prefix empty, or ending in a slash
     */
    public CryptCanary(ObjectStore store, String prefix, RcloneCrypt crypt) {
        this.store = store;
        this.prefix = prefix;
        this.crypt = crypt;
    }

    /**
     * Checks the password.
     *
     * @return whether there is a canary already
     * @throws BackupException with {@link ExitCode#WRONG_PASSWORD} when the bucket speaks against it
     */
    public boolean check() {
        try (ObjectContent content = store.get(key())) {
            if (!text().equals(SealedText.read(content, crypt, MAX_BYTES))) {
                throw wrong("names were encrypted in another way");
            }
            return true;
        } catch (StoreException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
            checkSamples();
            return false;
        } catch (CryptException e) {
            throw wrong(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new StoreException(Kind.UNAVAILABLE, "read", key().value(), "the answer broke off", 0, e);
        }
    }

    /** What the canary says: it differs where names are encrypted otherwise. */
    private String text() {
        return "canary " + crypt.names().storedPath("camera/2026-01-01_00-00-00.mp4");
    }

    private ObjectKey key() {
        return new ObjectKey(prefix + NAME);
    }

    private BackupException wrong(String cause) {
        return new BackupException(
                ExitCode.WRONG_PASSWORD,
                "the encryption password is not the one that this bucket was written with (" + cause
                        + "): check CRYPT_PASSWORD and CRYPT_PASSWORD2, or the remote in the rclone.conf");
    }

    private void checkSamples() {
        if (!crypt.encryptsContent()) {
            return;
        }
        int tried = 0;
        BackupException refused = null;
        for (ListedObject object : store.list(ListRequest.all(prefix)).objects()) {
            boolean own = object.key().value().startsWith(prefix + RemoteTree.OWN);
            if (own || object.size() <= RcloneCrypt.HEADER_BYTES || tried++ >= SAMPLES) {
                continue;
            }
            try {
                if (firstBlockFits(object.key())) {
                    return;
                }
            } catch (BackupException e) {
                refused = e; // that one may be damaged: the next may fit
            }
        }
        if (refused != null) {
            throw refused;
        }
    }

    /** Returns false for an object that is no encrypted one, which says nothing of the password. */
    private boolean firstBlockFits(ObjectKey key) {
        try (ObjectContent content = store.get(key);
                InputStream plain = crypt.content().decrypt(content.stream())) {
            return plain.read() >= 0;
        } catch (CryptException.NotAuthenticated e) {
            throw wrong("of the object " + key + ", " + e.getMessage());
        } catch (CryptException e) {
            return false;
        } catch (IOException e) {
            throw new StoreException(Kind.UNAVAILABLE, "read", key.value(), "the answer broke off", 0, e);
        }
    }

    /** Leaves a canary. */
    public void leave(SecureRandom random) {
        PutRequest request =
                new PutRequest(key(), Map.of(), "application/octet-stream", PutRequest.Condition.IF_ABSENT);
        String unused = store.put(request, SealedText.of(text(), crypt, random));
    }
}
