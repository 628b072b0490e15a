package io.cammanager.backup.core.verify;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import com.google.common.io.ByteStreams;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.catalog.CatalogRow;
import io.cammanager.backup.core.catalog.Confirmation;
import io.cammanager.backup.core.store.DamagedContentException;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.StoreException.Reach;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at one object at one level. Stateless and thread-safe. */
public final class ObjectCheck {
    private static final int ATTEMPTS = 3;

    private final ObjectStore store;
    private final String prefix;

    public ObjectCheck(ObjectStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    /** Says whether a listing's row is what was confirmed; a difference needs a HEAD, since a listing is no proof. */
    boolean isSameAsListed(CatalogRow row, ListedObject listed) {
        return listed.size() == row.stamp().size()
                && listed.etag().equals(confirmationOf(row).etag());
    }

    /** Compares what a HEAD tells with what was confirmed. */
    public Finding head(CatalogRow row) {
        Optional<ObjectInfo> info = store.head(key(row.path()));
        return info.isEmpty() ? missing() : compare(row, info.get());
    }

    private static Finding missing() {
        return Finding.of(VerifyResult.MISSING, "not in the bucket");
    }

    /** Compares what a HEAD has told with what was confirmed. */
    public static Finding compare(CatalogRow row, ObjectInfo info) {
        Confirmation confirmation = confirmationOf(row);
        RecordingMetadata metadata = RecordingMetadata.of(info);
        if (info.size() != row.stamp().size()) {
            return differs("size is " + info.size() + ", not " + row.stamp().size());
        }
        if (!info.etag().equals(confirmation.etag())) {
            return differs("ETag is " + info.etag() + ", not " + confirmation.etag());
        }
        if (confirmation.uploadId() != null && !confirmation.uploadId().equals(metadata.uploadId())) {
            return differs("cm-id is not that of the upload that was confirmed");
        }
        if (metadata.sha256() != null
                && confirmation.sha256() != null
                && !metadata.sha256().equals(confirmation.sha256())) {
            return differs("cm-sha256 is not the hash that was confirmed");
        }
        return Finding.OK;
    }

    private static Finding differs(String detail) {
        return Finding.of(VerifyResult.DIFFERS, detail);
    }

    /**
     * Downloads every byte and compares their hash.
     *
     * @param row null for an object that nothing here ever confirmed; then its own metadata must do
     */
    public Finding data(ObjectKey path, @Nullable CatalogRow row) {
        for (int attempt = 1; ; attempt++) {
            try (ObjectContent content = store.get(key(path))) {
                return read(content, row);
            } catch (StoreException e) {
                if (e.kind() == Kind.NOT_FOUND) {
                    return missing();
                }
                if (e.kind() == Kind.COLD) {
                    return cold(row, e);
                }
                if (e.reach() == Reach.RUN || e.kind() == Kind.INTERRUPTED) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    return Finding.of(VerifyResult.FAILED, e.getMessage());
                }
            } catch (DamagedContentException e) {
                if (attempt == ATTEMPTS) {
                    return differs(String.valueOf(e.getMessage()));
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    return Finding.of(VerifyResult.FAILED, "the answer broke off: " + e.getMessage());
                }
            }
        }
    }

    /** What cannot be read can be looked at all the same. */
    private Finding cold(@Nullable CatalogRow row, StoreException refusal) {
        Finding finding = row == null ? Finding.OK : head(row);
        return finding.result() == VerifyResult.OK ? Finding.of(VerifyResult.COLD, refusal.reason()) : finding;
    }

    private static Finding read(ObjectContent content, @Nullable CatalogRow row) throws IOException {
        MessageDigest md5 = md5();
        HashingInputStream sha256 = new HashingInputStream(Hashing.sha256(), content.stream());
        long size;
        try (InputStream stream = new DigestInputStream(sha256, md5)) {
            size = ByteStreams.exhaust(stream);
        }
        HashCode actual = sha256.hash();
        Finding finding = row == null ? Finding.OK : compare(row, content.info());
        if (finding.result() == VerifyResult.OK && size != content.info().size()) {
            throw new IOException(
                    "it had " + size + " bytes instead of " + content.info().size());
        }
        if (finding.result() == VerifyResult.OK) {
            finding = compareHash(content.info(), row, actual, HashCode.fromBytes(md5.digest()));
        }
        return new Finding(finding.result(), finding.detail(), actual, size);
    }

    private static Finding compareHash(ObjectInfo info, @Nullable CatalogRow row, HashCode sha256, HashCode md5) {
        RecordingMetadata metadata = RecordingMetadata.of(info);
        HashCode confirmed = row == null ? null : confirmationOf(row).sha256();
        HashCode expected = confirmed != null ? confirmed : metadata.sha256();
        if (expected != null) {
            return expected.equals(sha256) ? Finding.OK : differs("the bytes do not have the recorded SHA-256");
        }
        if (RecordingMetadata.isEncrypted(info)) {
            return RecordingMetadata.asStored(info).sha256() != null
                    ? Finding.OK
                    : Finding.of(VerifyResult.UNPROVEN, "its blocks are sound, but its length is not authenticated");
        }
        if (metadata.md5() != null) {
            return metadata.md5().equals(md5) ? Finding.OK : differs("the bytes do not have the recorded MD5");
        }
        return info.etag().equals(md5.toString())
                ? Finding.OK
                : Finding.of(VerifyResult.UNPROVEN, "no hash is recorded to compare with");
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    private static Confirmation confirmationOf(CatalogRow row) {
        Confirmation confirmation = row.confirmation();
        if (confirmation == null) {
            throw new IllegalArgumentException("row must be confirmed: " + row.path());
        }
        return confirmation;
    }

    private ObjectKey key(ObjectKey path) {
        return new ObjectKey(prefix + path.value());
    }
}
