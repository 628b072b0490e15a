package io.cammanager.backup.testkit.engine;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.bucket.BucketCare;
import io.cammanager.backup.core.engine.BackupEngineBuilder;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.MemoryBody;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.s3.S3StoreProvider;
import io.cammanager.backup.testkit.S3Server;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One bucket of a server, and the care for it. */
final class BucketCareBench implements AutoCloseable {
    private final S3Server server;
    private final String bucket;
    private final Path directory;
    private final S3StoreProvider provider;
    final ObjectStore store;
    final BucketAdmin admin;

    BucketCareBench(S3Server server, String bucket, Path directory) {
        this.server = server;
        this.bucket = bucket;
        this.directory = directory;
        this.provider = S3StoreProvider.of(server.config(bucket));
        this.store = provider.open(Checksums.UNCHUNKED);
        this.admin = provider.admin();
    }

    BucketCare care() {
        return BackupEngineBuilder.create()
                .source(directory.resolve("recordings"))
                .stateDirectory(directory.resolve("state"))
                .store(S3StoreProvider.of(server.config(bucket)), "")
                .buildBucketCare();
    }

    String put(String key) {
        PutRequest request = new PutRequest(new ObjectKey(key), Map.of(), "video/mp4", PutRequest.Condition.ALWAYS);
        String unused = store.put(request, MemoryBody.of("bytes of " + key));
        return store.versions(new ObjectKey(key)).get(0).versionId();
    }

    List<String> keys() {
        return store.list(ListRequest.all("")).objects().stream()
                .map(ListedObject::key)
                .map(ObjectKey::value)
                .toList();
    }

    @Override
    public void close() {
        admin.close();
        store.close();
        provider.close();
    }
}
