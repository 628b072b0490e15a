package io.cammanager.backup.core.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.MemoryBody;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;
import java.util.Map;

/**
 * The folder that everything is tried in.
 *
 * @param folder ends in a slash
 */
record Scratch(ObjectStore store, String folder) {
    private static final int MAX_BYTES = 4096;

    ObjectKey key(String name) {
        return new ObjectKey(folder + name);
    }

    /** Stores a text, whatever is there. */
    void put(ObjectKey key, String text) {
        put(store, key, Condition.ALWAYS, text);
    }

    static void put(ObjectStore store, ObjectKey key, Condition condition, String text) {
        String unused =
                store.put(new PutRequest(key, Map.of(), "application/octet-stream", condition), MemoryBody.of(text));
    }

    String read(ReadRequest request) {
        try (ObjectContent content = store.get(request)) {
            return new String(content.stream().readNBytes(MAX_BYTES), UTF_8);
        } catch (IOException e) {
            throw new StoreException(Kind.UNAVAILABLE, "read", request.key().value(), "the answer broke off", 0, e);
        }
    }
}
