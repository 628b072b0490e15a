package io.cammanager.backup.testkit.simulation;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.testkit.simulation.Mode.Fault;
import io.cammanager.backup.testkit.simulation.Schedule.Actor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is true of the bucket, and what was promised of it. After each write, what was once confirmed must still be there, as
 * an object, a version or a copy.
 */
final class SimBucket {
    private final ObjectStore store;
    private final String prefix;
    private final Mode mode;
    /** The ETags, which are sums of the bytes, that were ever confirmed for a key; the last one is the last confirmed. */
    private final Map<ObjectKey, Set<String>> confirmed = new LinkedHashMap<>();
    /** Content that a retention worker was told to remove. */
    private final Map<ObjectKey, Set<String>> meant = new HashMap<>();

    private final Set<Long> epochs = new HashSet<>();
    private final List<Late> late = new ArrayList<>();

    private record Late(String what, Supplier<?> request) {}

    /**
     * Makes the judge of a bucket.
     *
     * @param store asks without waiting for a turn
     */
    SimBucket(ObjectStore store, String prefix, Mode mode) {
        this.store = store;
        this.prefix = prefix;
        this.mode = mode;
    }

    Mode mode() {
        return mode;
    }

    /** Keeps a write to be carried out once more, later. */
    void sendLate(String what, Supplier<?> request) {
        late.add(new Late(what, request));
    }

    /** Perhaps carries out what was kept. */
    void deliverLate(Actor actor) {
        if (!late.isEmpty() && actor.chance(6)) {
            Late arriving = late.remove(0);
            actor.note("meets late: " + arriving.what());
            try {
                Object unused = arriving.request().get();
            } catch (StoreException e) {
                actor.note("which was refused");
            }
            check(actor);
        }
    }

    /** Somebody was told that this content is safe under the key. */
    void confirm(Actor actor, ObjectKey key, String etag) {
        Set<String> all = confirmed.computeIfAbsent(key, k -> new java.util.LinkedHashSet<>());
        all.remove(etag);
        all.add(etag);
        actor.note("confirms " + key + " as " + etag);
        check(actor);
    }

    /** Somebody is to remove this content. */
    void mean(ObjectKey key, String etag) {
        meant.computeIfAbsent(key, k -> new HashSet<>()).add(etag);
    }

    /** Somebody has taken the lease. */
    void take(Actor actor, long epoch) {
        actor.note("has the lease, epoch " + epoch);
        if (epoch > 0 && !epochs.add(epoch)) {
            throw new AssertionError("epoch " + epoch + " has two holders");
        }
    }

    /** I1 and I2: what was confirmed is there, with these bytes. */
    void check(Actor actor) {
        confirmed.forEach((key, etags) -> {
            Set<String> there = contents(key);
            for (String etag : etags) {
                if (!there.contains(etag)) {
                    actor.note("breaks it");
                    throw new AssertionError(
                            "of " + key + ", " + etag + " was confirmed and is lost; there is " + there);
                }
            }
        });
    }

    private Set<String> contents(ObjectKey key) {
        Set<String> etags = new HashSet<>();
        for (ObjectVersion version : store.versions(key)) {
            if (version.kind() == ObjectVersion.Kind.OBJECT) {
                etags.add(version.etag());
            }
        }
        String path = key.value().substring(prefix.length());
        for (ListedObject copy :
                store.list(ListRequest.all(prefix + RemoteTree.REPLACED)).objects()) {
            if (copy.key().value().endsWith("/" + path)) {
                etags.add(copy.etag());
            }
        }
        return etags;
    }

    /** In the end, nothing is hidden or gone from its key that was not meant to be removed. */
    void checkEnd() {
        if (mode.fault() == Fault.DELAYED_DUPLICATE) {
            return; // a delete that arrives twice hides what came between; its bytes are there, as a version or a copy
        }
        confirmed.forEach((key, etags) -> {
            List<ObjectVersion> versions = store.versions(key);
            if (!versions.isEmpty() && versions.get(0).kind() == ObjectVersion.Kind.OBJECT) {
                return;
            }
            String hidden = versions.stream()
                    .filter(version -> version.kind() == ObjectVersion.Kind.OBJECT)
                    .map(ObjectVersion::etag)
                    .findFirst()
                    .orElseGet(() -> List.copyOf(etags).get(etags.size() - 1));
            if (!meant.getOrDefault(key, Set.of()).contains(hidden)) {
                throw new AssertionError(
                        "nobody was to remove " + hidden + " of " + key + ", and it is not to be seen");
            }
        });
    }
}
