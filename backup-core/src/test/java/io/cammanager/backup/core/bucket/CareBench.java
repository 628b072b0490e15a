package io.cammanager.backup.core.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.BucketAdmin;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.SmallBody;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreTraits.Checksums;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.core.store.memory.MemoryStoreProvider;
import io.cammanager.backup.crypto.CryptKeys;
import io.cammanager.backup.crypto.CryptOptions;
import io.cammanager.backup.crypto.RcloneCrypt;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bucket in memory, and the care for it. */
final class CareBench {
    static final Instant NOW = Instant.parse("2026-02-10T08:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    final MemoryStoreProvider provider = MemoryStoreProvider.of("recordings", 2, CLOCK);
    final ObjectStore store = provider.open(Checksums.SUPPORTED);
    final BucketAdmin admin = provider.admin();

    private final Path source;
    private final @Nullable RcloneCrypt crypt;

    CareBench(Path source) {
        this(source, null);
    }

    CareBench(Path source, @Nullable RcloneCrypt crypt) {
        this.source = source;
        this.crypt = crypt;
    }

    static RcloneCrypt crypt() {
        try (CryptKeys keys = CryptKeys.derive("secret".getBytes(UTF_8), "salt".getBytes(UTF_8))) {
            return RcloneCrypt.open(keys, CryptOptions.defaults());
        }
    }

    /** Returns the care for what lies below a prefix. */
    BucketCare care(String prefix) {
        return care(prefix, admin);
    }

    BucketCare care(String prefix, BucketAdmin used) {
        return care(prefix, used, store);
    }

    BucketCare careOf(ObjectStore used) {
        return care("", admin, used);
    }

    private BucketCare care(String prefix, BucketAdmin used, ObjectStore usedStore) {
        BucketContext.Place place = new BucketContext.Place("recordings", "memory:");
        return new BucketCare(
                new BucketContext(place, usedStore, used, prefix, crypt, source, "nvr-1", CLOCK, new SecureRandom()),
                provider,
                () -> {});
    }

    /** Stores something, and returns the version that it has. */
    String put(String key) {
        PutRequest request = new PutRequest(new ObjectKey(key), Map.of(), "video/mp4", PutRequest.Condition.ALWAYS);
        String unused = store.put(request, SmallBody.of("bytes of " + key));
        return store.versions(new ObjectKey(key)).get(0).versionId();
    }

    /** Returns a store that lets this key list nothing. */
    ObjectStore storeThatDoesNotList() {
        return new ForwardingObjectStore(store) {
            @Override
            public ListPage list(ListRequest request) {
                throw new StoreException(StoreException.Kind.DENIED, "list", "recordings", "status 403");
            }
        };
    }

    /** What a test does in place of one method of an admin. */
    interface Instead {
        @Nullable Object call(List<Object> arguments);
    }

    /** Returns an admin one of whose methods does something else. */
    BucketAdmin adminThat(String method, Instead instead) {
        return also(admin, method, instead);
    }

    /** Returns an admin that does something else in one more method. */
    BucketAdmin also(BucketAdmin inner, String method, Instead instead) {
        return (BucketAdmin) Proxy.newProxyInstance(
                BucketAdmin.class.getClassLoader(), new Class<?>[] {BucketAdmin.class}, (proxy, called, arguments) -> {
                    if (called.getName().equals(method)) {
                        return instead.call(arguments == null ? List.of() : List.of(arguments));
                    }
                    try {
                        return called.invoke(inner, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
