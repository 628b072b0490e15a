package io.cammanager.backup.core.lock;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.MemoryBody;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lock objects of a bucket where conditional writes cannot be trusted. No key is used twice, so that all that is done to
 * one may be done twice.
 */
final class LockObjects {
    private final LeaseContext context;
    private final String prefix;

    LockObjects(LeaseContext context) {
        this.context = context;
        this.prefix = context.key().value() + ".locks/";
    }

    /** Returns the keys of the locks there are, up to a page of them. */
    Set<ObjectKey> list() {
        Set<ObjectKey> keys = new LinkedHashSet<>();
        context.store().list(ListRequest.all(prefix)).objects().stream()
                .map(ListedObject::key)
                .forEach(keys::add);
        return keys;
    }

    boolean isThere(ObjectKey key) {
        return context.store().head(key).isPresent();
    }

    ObjectKey newKey() {
        return new ObjectKey(ownPrefix() + context.nonce());
    }

    private String ownPrefix() {
        return prefix + context.holder().id() + ".";
    }

    /** Says whether this state directory has written it. */
    boolean isOurs(ObjectKey key) {
        return key.value().startsWith(ownPrefix());
    }

    void write(ObjectKey key) {
        PutRequest request = new PutRequest(key, Map.of(), "application/json", Condition.ALWAYS);
        String text = context.record(0).format();
        String unused = context.store().put(request, MemoryBody.of(text));
    }

    void delete(ObjectKey key) {
        Optional<String> unused = context.store().delete(key);
    }

    /** Returns what the lock says, unless it is gone. */
    Optional<LeaseRecord> read(ObjectKey key) {
        return new LeaseObject(context, key).read().map(LeaseObject.Seen::record);
    }
}
