package io.cammanager.backup.core.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingInputStream;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.Listing;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.RecordingMetadata;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of one manifest in the bucket. */
final class ManifestObjects {
    static final String HEAD = "HEAD";
    private static final int MAX_HEAD_BYTES = 1 << 20;
    private static final int ATTEMPTS = 3;

    private final ManifestContext context;
    private final Seal seal;
    private final String directory;

    ManifestObjects(ManifestContext context) {
        this.context = context;
        this.seal = new Seal(context.crypt(), context.random());
        this.directory = RemoteTree.OWN + "manifest/" + context.scope() + "/";
    }

    Seal seal() {
        return seal;
    }

    /** Returns where an object of the manifest lies, below the prefix. */
    String path(String name) {
        return directory + name;
    }

    private ObjectKey key(String name) {
        return new ObjectKey(context.prefix() + path(name));
    }

    /** {@code HEAD} as it stands in the bucket. */
    record SeenHead(ManifestHead head, String etag) {}

    /** Reads {@code HEAD}; throws a {@link DamagedManifestException} when it is not what we would write. */
    Optional<SeenHead> head() {
        try (ObjectContent content = context.store().get(key(HEAD))) {
            byte[] stored = content.stream().readNBytes(MAX_HEAD_BYTES);
            return Optional.of(
                    new SeenHead(parse(stored, content.info()), content.info().etag()));
        } catch (StoreException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        } catch (IOException e) {
            throw brokeOff(HEAD, e);
        }
    }

    private ManifestHead parse(byte[] stored, ObjectInfo info) {
        try {
            HashCode tag = RecordingMetadata.asStored(info).sha256();
            ManifestHead head = ManifestHead.parse(new String(seal.open(stored, tag, path(HEAD)), UTF_8));
            if (!head.scope().equals(context.scope())) {
                throw new IllegalArgumentException("it is that of another job");
            }
            return head;
        } catch (IOException | IllegalArgumentException e) {
            throw differs(HEAD, "the manifest's HEAD was edited or exchanged (" + e.getMessage() + ")");
        }
    }

    DamagedManifestException differs(String name, String detail) {
        return new DamagedManifestException(new ManifestFinding(path(name), VerifyResult.DIFFERS, detail));
    }

    private StoreException brokeOff(String name, IOException e) {
        return new StoreException(Kind.UNAVAILABLE, "read", key(name).value(), "the answer broke off", 0, e);
    }

    /** Moves {@code HEAD}. */
    void putHead(ManifestHead head, Condition condition) throws IOException {
        Seal.Sealed sealed = seal.seal(head.format().getBytes(UTF_8), path(HEAD));
        PutRequest request = new PutRequest(key(HEAD), sealed.metadata(), "application/octet-stream", condition);
        String unused = context.store().put(request, sealed.body());
    }

    /** Stores a segment and looks whether it is there. */
    void putSegment(String name, StoredFile file) {
        PutRequest request = new PutRequest(key(name), Map.of(), "application/octet-stream", Condition.ALWAYS);
        String etag = context.store().put(request, file);
        Optional<ObjectInfo> there = context.store().head(key(name));
        boolean whole = there.isPresent()
                && there.get().size() == file.length()
                && (etag.isEmpty() || etag.equals(there.get().etag()));
        if (!whole) {
            throw new StoreException(
                    Kind.REJECTED, "confirm", key(name).value(), "a HEAD does not show what was just stored");
        }
    }

    /** Fetches a segment into a file, and throws a {@link DamagedManifestException} when it is not the one that is named. */
    void fetch(Link link, List<Link> chain, Path target) {
        for (int attempt = 1; ; attempt++) {
            try (ObjectContent content = context.store().get(key(link.name()));
                    HashingInputStream stream = new HashingInputStream(Hashing.sha256(), content.stream())) {
                long size = Files.copy(stream, target, StandardCopyOption.REPLACE_EXISTING);
                HashCode actual = stream.hash();
                if (!actual.equals(link.sha256())) {
                    throw differs(link.name(), wrongBytes(link, chain, actual, size));
                }
                return;
            } catch (StoreException e) {
                throw e.kind() == Kind.NOT_FOUND ? missing(link) : e;
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw brokeOff(link.name(), e);
                }
            }
        }
    }

    private DamagedManifestException missing(Link link) {
        return new DamagedManifestException(new ManifestFinding(
                path(link.name()),
                VerifyResult.MISSING,
                "segment " + link.seq() + " of the manifest is not in the bucket"));
    }

    private static String wrongBytes(Link link, List<Link> chain, HashCode actual, long size) {
        String subject = "segment " + link.seq() + " of the manifest ";
        for (Link other : chain) {
            if (other.sha256().equals(actual)) {
                return subject + "holds the bytes of segment " + other.seq()
                        + ": they were exchanged or put in another order";
            }
        }
        return size < link.size()
                ? subject + "was cut: it has " + size + " of its " + link.size() + " bytes"
                : subject + "was edited: its bytes are not those that HEAD names";
    }

    /** Returns the highest number of a segment that lies in the bucket, in the chain or not; 0 when none does. */
    long highest() {
        Listing listing = new Listing(context.store(), ListRequest.all(context.prefix() + directory), Runnable::run);
        long highest = 0;
        while (listing.hasNext()) {
            ListedObject object = listing.next();
            String name = object.key().name();
            if (Link.isName(name)) {
                highest = Math.max(highest, Link.seqOf(name));
            }
        }
        return highest;
    }

    /** Removes a segment that no chain names any more. No name is ever used twice: nothing else can be meant. */
    void remove(String name) {
        var unused = context.store().delete(key(name));
    }
}
