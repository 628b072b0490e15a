package io.cammanager.backup.core.store.layer;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.ThawOptions;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.BucketCopy;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.VersionListRequest;
import io.cammanager.backup.core.store.VersionPage;
import io.cammanager.backup.crypto.CryptException;
import io.cammanager.backup.crypto.InvalidNameException;
import io.cammanager.backup.crypto.Nonce;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows an encrypted bucket as the plain one that it stands for: plain keys, plain sizes, plain bytes to read. What is sent
 * must be in its encrypted form already, since its digests are needed before its first byte; only its key is changed here.
 * What lies below {@code .cammanager/} is left as it is, except for recordings that were kept aside there. A listing comes
 * in the order of the stored keys, and what is in no way ours, a foreign object, is left out of it and counted, or ends it
 * where names are strict.
 */
public final class EncryptingStore extends ForwardingObjectStore {
    /** More than anyone reads, and few enough to keep them in memory. */
    public static final int MOST_FOREIGN_NAMES = 10_000;

    private final StoredKeys keys;
    private final PlainRows rows;
    private final RcloneCrypt crypt;
    private final SecureRandom random;

    /**
     * Wraps a store.
     *
     * @param prefix empty, or ending in a slash; never encrypted
     */
    public EncryptingStore(ObjectStore inner, String prefix, RcloneCrypt crypt, SecureRandom random) {
        super(inner);
        this.keys = new StoredKeys(prefix, crypt.names());
        this.rows = new PlainRows(keys, crypt);
        this.crypt = crypt;
        this.random = random;
    }

    /** Says whether bytes are encrypted, and not just names. */
    public boolean encryptsContent() {
        return crypt.encryptsContent();
    }

    public RcloneCrypt crypt() {
        return crypt;
    }

    /** Draws a nonce, for one state of one file. */
    public Nonce newNonce() {
        return crypt.content().newNonce(random);
    }

    /** Returns how many foreign objects were met in listings. */
    public long foreign() {
        return rows.foreign();
    }

    /**
     * Returns the foreign objects that were met in listings, each once, by their path below the prefix; {@link #MOST_FOREIGN_NAMES}
     * at most. Quote them before printing.
     */
    public Set<String> foreignNames() {
        return rows.foreignNames();
    }

    /** Reads the nonce of an object. */
    public Nonce nonceOf(ObjectKey key) {
        try (ObjectContent content = super.get(ReadRequest.whole(stored(key)))) {
            return Nonce.ofHeader(content.stream().readNBytes(RcloneCrypt.HEADER_BYTES));
        } catch (CryptException e) {
            throw new StoreException(Kind.REJECTED, "read", key.value(), String.valueOf(e.getMessage()), 0, e);
        } catch (IOException e) {
            throw new StoreException(Kind.UNAVAILABLE, "read", key.value(), "the answer broke off", 0, e);
        }
    }

    private boolean isOwn(ObjectKey key) {
        return keys.isOwn(key);
    }

    private ObjectKey stored(ObjectKey key) {
        return keys.stored(key);
    }

    /** Returns the key under which the bucket has what is told under this one. */
    public ObjectKey storedKey(ObjectKey key) {
        return stored(key);
    }

    private ObjectInfo plain(ObjectKey key, ObjectInfo stored) {
        return isOwn(key)
                ? stored
                : new ObjectInfo(
                        key,
                        rows.sizeOf(key, stored.size()),
                        stored.etag(),
                        stored.lastModified(),
                        crypt.encryptsContent()
                                ? RecordingMetadata.markEncrypted(stored.metadata())
                                : stored.metadata(),
                        stored.versionId(),
                        stored.cold());
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        return super.head(stored(key)).map(info -> plain(key, info));
    }

    @Override
    public ListPage list(ListRequest request) {
        String folder;
        try {
            folder = keys.storedFolder(request.prefix());
        } catch (InvalidNameException e) {
            // Nothing is stored below a directory whose name cannot be; what was to go there is refused file by file.
            return new ListPage(List.of(), List.of(), null);
        }
        ListPage page = super.list(new ListRequest(folder, null, request.token(), request.depth()));
        return new ListPage(rows.objects(page.objects()), List.of(), page.nextToken());
    }

    @Override
    public VersionPage listVersions(VersionListRequest request) {
        String folder;
        try {
            folder = keys.storedFolder(request.prefix());
        } catch (InvalidNameException e) {
            return new VersionPage(List.of(), null);
        }
        VersionPage page = super.listVersions(new VersionListRequest(folder, request.after()));
        return new VersionPage(rows.versions(page.versions()), page.next());
    }

    @Override
    public ObjectContent get(ReadRequest request) {
        ObjectKey key = request.key();
        ReadRequest wanted = request.at(stored(key));
        ObjectContent content = isOwn(key) || !crypt.encryptsContent()
                ? super.get(wanted)
                : new EncryptedContent(inner(), crypt, keys.path(key)).open(wanted);
        return new ObjectContent(plain(key, content.info()), content.stream(), content.check());
    }

    private PutRequest stored(PutRequest request) {
        return request.at(stored(request.key()));
    }

    @Override
    public String put(PutRequest request, Body body) {
        return super.put(stored(request), body);
    }

    @Override
    public MultipartUpload startMultipart(PutRequest request) {
        return super.startMultipart(stored(request));
    }

    @Override
    public MultipartUpload resumeMultipart(PutRequest request, String uploadId) {
        return super.resumeMultipart(stored(request), uploadId);
    }

    /** Copies as it is: what was encrypted under one key can be read under another, since only names depend on keys. */
    @Override
    public void copy(ObjectInfo from, ObjectKey to) {
        ObjectInfo stored = new ObjectInfo(
                stored(from.key()), from.size(), from.etag(), from.lastModified(), from.metadata(), from.versionId());
        super.copy(stored, stored(to));
    }

    /** Between buckets, objects go as they are stored: a plain view of one of them would be no copy. */
    @Override
    public void copyFrom(BucketCopy copy) {
        throw new StoreException(
                Kind.NOT_IMPLEMENTED, "copy", copy.from().key().value(), "a bucket is copied as it is stored");
    }

    @Override
    public void thaw(ObjectKey key, @Nullable String versionId, ThawOptions options) {
        super.thaw(stored(key), versionId, options);
    }

    @Override
    public Optional<String> delete(ObjectKey key) {
        return super.delete(stored(key));
    }

    @Override
    public void deleteIfMatch(ObjectKey key, String etag) {
        super.deleteIfMatch(stored(key), etag);
    }

    @Override
    public void deleteVersion(ObjectKey key, String versionId) {
        super.deleteVersion(stored(key), versionId);
    }

    @Override
    public List<ObjectVersion> versions(ObjectKey key) {
        return super.versions(stored(key));
    }
}
