package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.BackupEvent;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.VerifyResult;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.layer.ForwardingStoreProvider;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.crypto.CryptKeys;
import io.cammanager.backup.crypto.CryptOptions;
import io.cammanager.backup.crypto.RcloneCrypt;
import io.cammanager.backup.testkit.BytesBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A bucket in memory with a manifest in it, and short words for what is done to that behind the engine's back. */
final class ManifestBench {
    private static final String OWN = KeepBench.PREFIX + ".cammanager/manifest/";

    private final MemoryStoreProvider memory = MemoryStoreProvider.of("manifest");
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final KeepBench bench;
    private final String scope;
    private String doomed = "no key";
    private When when = When.BEFORE;

    /** When a write of the manifest fails that is to fail. */
    enum When {
        BEFORE,
        AFTER
    }

    /** How the recordings are kept. */
    enum Kind {
        PLAIN,
        ENCRYPTED
    }

    /** An object as it lay in the bucket. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    record Kept(byte[] bytes, Map<String, String> metadata) {}

    ManifestBench(Kind kind, Path directory) throws IOException {
        bench = new KeepBench(Watched::new, directory.resolve("bench"));
        scope = kind == Kind.PLAIN ? "sync/" : "sync-encrypted/";
        if (kind == Kind.ENCRYPTED) {
            try (CryptKeys keys = CryptKeys.derive("a password".getBytes(UTF_8), "and a salt".getBytes(UTF_8))) {
                bench.encrypt(RcloneCrypt.open(keys, CryptOptions.defaults()));
            }
        }
    }

    KeepBench bench() {
        return bench;
    }

    /** Lets each next write fail whose key has this in it. */
    void fail(String text, When moment) {
        doomed = text;
        when = moment;
    }

    void heal() {
        doomed = "no key";
    }

    /** Returns the keys that were asked for since the last call of this. */
    List<String> asked() {
        List<String> keys = List.copyOf(asked);
        asked.clear();
        return keys;
    }

    private <T> T raw(Function<ObjectStore, T> question) {
        try (ObjectStore store = memory.open(Checksums.UNCHUNKED)) {
            return question.apply(store);
        }
    }

    /** Returns the keys of the segments, in order. */
    List<String> segments() {
        return keys(OWN + scope).stream().filter(key -> !key.endsWith("HEAD")).toList();
    }

    List<String> keys(String prefix) {
        return raw(store -> store.list(ListRequest.all(prefix)).objects().stream()
                .map(object -> object.key().value())
                .sorted()
                .collect(Collectors.toList()));
    }

    String head() {
        return OWN + scope + "HEAD";
    }

    Kept get(String key) {
        return raw(store -> {
            try (ObjectContent content = store.get(new ObjectKey(key))) {
                return new Kept(content.stream().readAllBytes(), content.info().metadata());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    void put(String key, Kept object) {
        PutRequest request = new PutRequest(
                new ObjectKey(key), object.metadata(), "application/octet-stream", PutRequest.Condition.ALWAYS);
        String unused = raw(store -> store.put(request, BytesBody.of(object.bytes())));
    }

    void delete(String key) {
        var unused = raw(store -> store.delete(new ObjectKey(key)));
    }

    /** Returns what the last verification found wrong, as path below the manifest, result and sentence. */
    List<String> findings() {
        return bench.events(BackupEvent.Verified.class).stream()
                .filter(verified -> verified.result() != VerifyResult.OK)
                .map(verified -> verified.path().replace(".cammanager/manifest/" + scope, "") + " " + verified.result()
                        + " " + verified.detail())
                .toList();
    }

    List<String> warnings() {
        return bench.events(BackupEvent.Warning.class).stream()
                .map(BackupEvent.Warning::message)
                .toList();
    }

    private final class Watched extends ForwardingStoreProvider {
        Watched() {
            super(memory);
        }

        @Override
        public ObjectStore open(Checksums checksums) {
            return new WatchedStore(super.open(checksums));
        }

        @Override
        public void close() {
            // the objects stay
        }
    }

    private final class WatchedStore extends ForwardingObjectStore {
        WatchedStore(ObjectStore inner) {
            super(inner);
        }

        @Override
        public ObjectContent get(ReadRequest request) {
            asked.add(request.key().value());
            return super.get(request);
        }

        @Override
        public String put(PutRequest request, Body body) {
            asked.add(request.key().value());
            boolean fails = request.key().value().contains(doomed);
            if (fails && when == When.BEFORE) {
                throw refused();
            }
            String etag = super.put(request, body);
            if (fails) {
                throw refused();
            }
            return etag;
        }

        private StoreException refused() {
            return new StoreException(StoreException.Kind.REJECTED, "put", doomed, "the test says so");
        }
    }
}
