package io.cammanager.backup.core.store.layer;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.MultipartUpload;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.crypto.ContentCipher;
import io.cammanager.backup.crypto.CryptException;
import io.cammanager.backup.crypto.CryptOptions.ForeignNames;
import io.cammanager.backup.crypto.InvalidNameException;
import io.cammanager.backup.crypto.Nonce;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Shows an encrypted bucket as the plain one that it stands for: plain keys, plain sizes, plain bytes to read. What is sent
 * must be in its encrypted form already, since its digests are needed before its first byte; only its key is changed here.
 * What lies below {@code .cammanager/} is left as it is, except for recordings that were kept aside there. A listing comes
 * in the order of the stored keys, and what is in no way ours, a foreign object, is left out of it and counted, or ends it
 * where names are strict.
 */
public final class EncryptingStore extends ForwardingObjectStore {
    private final String prefix;
    private final RcloneCrypt crypt;
    private final SecureRandom random;
    private final LongAdder foreign = new LongAdder();

    /**
     * Wraps a store.
     *
     * @param prefix empty, or ending in a slash; never encrypted
     */
    public EncryptingStore(ObjectStore inner, String prefix, RcloneCrypt crypt, SecureRandom random) {
        super(inner);
        this.prefix = prefix;
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
        return foreign.sum();
    }

    /** Reads the nonce of an object. */
    public Nonce nonceOf(ObjectKey key) {
        try (ObjectContent content = super.get(stored(key))) {
            return Nonce.ofHeader(content.stream().readNBytes(RcloneCrypt.HEADER_BYTES));
        } catch (CryptException e) {
            throw new StoreException(Kind.REJECTED, "read", key.value(), String.valueOf(e.getMessage()), 0, e);
        } catch (IOException e) {
            throw new StoreException(Kind.UNAVAILABLE, "read", key.value(), "the answer broke off", 0, e);
        }
    }

    private boolean isOwn(ObjectKey key) {
        return key.value().startsWith(prefix + RemoteTree.OWN) && !key.value().startsWith(prefix + RemoteTree.REPLACED);
    }

    /** Returns how much of a key is no recording's path: the prefix, or all up to the path of one that was kept aside. */
    private int pathStart(ObjectKey key) {
        String keptAside = prefix + RemoteTree.REPLACED;
        return key.value().startsWith(keptAside) ? key.value().indexOf('/', keptAside.length()) + 1 : prefix.length();
    }

    private String path(ObjectKey key) {
        return key.value().substring(pathStart(key));
    }

    private ObjectKey stored(ObjectKey key) {
        try {
            return isOwn(key)
                    ? key
                    : new ObjectKey(key.value().substring(0, pathStart(key))
                            + crypt.names().storedPath(path(key)));
        } catch (InvalidNameException e) {
            throw new StoreException(Kind.REJECTED, "encrypt the name of", key.value(), e.reason(), 0, e);
        }
    }

    private long plainSize(long storedSize) {
        if (!crypt.encryptsContent()) {
            return storedSize;
        }
        try {
            return ContentCipher.plainSize(storedSize);
        } catch (CryptException e) {
            return ObjectInfo.CORRUPT_SIZE;
        }
    }

    private ObjectInfo plain(ObjectKey key, ObjectInfo stored) {
        return isOwn(key)
                ? stored
                : new ObjectInfo(
                        key,
                        plainSize(stored.size()),
                        stored.etag(),
                        stored.lastModified(),
                        crypt.encryptsContent()
                                ? RecordingMetadata.markEncrypted(stored.metadata())
                                : stored.metadata(),
                        stored.versionId());
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        return super.head(stored(key)).map(info -> plain(key, info));
    }

    @Override
    public ListPage list(ListRequest request) {
        String directory;
        try {
            directory = crypt.names().storedDirectory(request.prefix().substring(prefix.length()));
        } catch (InvalidNameException e) {
            // Nothing is stored below a directory whose name cannot be; what was to go there is refused file by file.
            return new ListPage(List.of(), List.of(), null);
        }
        ListPage page = super.list(new ListRequest(prefix + directory, null, request.token(), request.depth()));
        List<ListedObject> objects = new ArrayList<>(page.objects().size());
        for (ListedObject object : page.objects()) {
            ListedObject plain = plain(object);
            if (plain != null) {
                objects.add(plain);
            }
        }
        return new ListPage(objects, List.of(), page.nextToken());
    }

    private @Nullable ListedObject plain(ListedObject object) {
        if (isOwn(object.key())) {
            return object;
        }
        try {
            ObjectKey key = new ObjectKey(prefix + crypt.names().plainPath(path(object.key())));
            return new ListedObject(key, plainSize(object.size()), object.etag(), object.lastModified());
        } catch (CryptException e) {
            return foreign(object, e);
        }
    }

    /** A console's marker of the prefix has no name that could be encrypted; what is our own of another job, below, has none. */
    private @Nullable ListedObject foreign(ListedObject object, CryptException cause) {
        String path = path(object.key());
        if (path.isEmpty() || path.contains("/" + RemoteTree.OWN)) {
            return null;
        }
        if (crypt.foreignNames() == ForeignNames.FAIL) {
            throw new StoreException(
                    Kind.FOREIGN_NAME,
                    "decrypt the name of",
                    object.key().value(),
                    cause.getMessage() + "; strict_names of the remote takes that for an error",
                    0,
                    cause);
        }
        foreign.increment();
        return null;
    }

    @Override
    public ObjectContent get(ObjectKey key) {
        ObjectContent stored = super.get(stored(key));
        ObjectInfo info = plain(key, stored.info());
        if (isOwn(key) || !crypt.encryptsContent()) {
            return new ObjectContent(info, stored.stream());
        }
        HashCode tag = RecordingMetadata.asStored(stored.info()).sha256();
        return new ObjectContent(
                info, new AuthenticatedStream(stored.stream(), crypt, path(key), tag == null ? null : tag.toString()));
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
