package io.cammanager.backup.testkit.simulation;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.ObjectVersion;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.PutRequest.Condition;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import io.cammanager.backup.testkit.BytesBody;
import io.cammanager.backup.testkit.simulation.Mode.Fault;
import io.cammanager.backup.testkit.simulation.Schedule.Actor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The bucket as one actor sees it: each request waits for its turn, and may meet a fault. */
final class SimStore extends ForwardingObjectStore {
    private static final int SELDOM = 12;

    private final Actor actor;
    private final SimBucket bucket;
    private final Runnable beforeEach;

    /**
     * Makes the view.
     *
     * @param beforeEach called before each request: what else the actor's machine does meanwhile
     */
    SimStore(ObjectStore inner, SimBucket bucket, Actor actor, Runnable beforeEach) {
        super(inner);
        this.bucket = bucket;
        this.actor = actor;
        this.beforeEach = beforeEach;
    }

    private <T> T read(String what, Supplier<T> request) {
        beforeEach.run();
        actor.step(what);
        bucket.deliverLate(actor);
        return request.get();
    }

    private <T> T write(String what, Supplier<T> request) {
        T answer = read(what, () -> {
            if (bucket.mode().fault() == Fault.DELAYED_DUPLICATE && actor.chance(SELDOM)) {
                bucket.sendLate(what, request);
            }
            return request.get();
        });
        bucket.check(actor);
        if (bucket.mode().fault() == Fault.ANSWER_LOST && actor.chance(SELDOM)) {
            actor.note("loses the answer");
            throw new StoreException(Kind.UNAVAILABLE, what, "the bucket", "the answer was lost");
        }
        return answer;
    }

    private void write(String what, Runnable request) {
        boolean unused = write(what, () -> {
            request.run();
            return true;
        });
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        return read("head " + key, () -> super.head(key));
    }

    @Override
    public ListPage list(ListRequest request) {
        ListPage page = read("list " + request.prefix(), () -> super.list(request));
        return bucket.mode().fault() == Fault.LISTING_OMITS
                ? new ListPage(
                        page.objects().stream()
                                .filter(object -> !actor.chance(3))
                                .toList(),
                        page.prefixes(),
                        page.nextToken())
                : page;
    }

    @Override
    public ObjectContent get(ReadRequest request) {
        return read("get " + request.key(), () -> super.get(request));
    }

    @Override
    public String put(PutRequest request, Body body) {
        BytesBody bytes = read(body);
        Condition condition = request.condition();
        PutRequest sent = bucket.mode().honoursConditions()
                ? request
                : new PutRequest(request.key(), request.metadata(), request.contentType(), Condition.ALWAYS);
        return write(
                "put " + request.key() + (condition.ifMatch() == null ? "" : " over " + condition.ifMatch()),
                () -> super.put(sent, bytes));
    }

    private static BytesBody read(Body body) {
        try (var stream = body.open()) {
            return BytesBody.of(stream.readAllBytes()).withMd5();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void copy(ObjectInfo from, ObjectKey to) {
        write("copy " + from.key() + " to " + to, () -> super.copy(from, to));
    }

    @Override
    public Optional<String> delete(ObjectKey key) {
        return write("delete " + key, () -> super.delete(key));
    }

    @Override
    public void deleteIfMatch(ObjectKey key, String etag) {
        if (bucket.mode().honoursConditions()) {
            write("delete " + key + " if " + etag, () -> super.deleteIfMatch(key, etag));
        } else {
            write("delete " + key + " (if " + etag + ")", () -> {
                Optional<String> unused = super.delete(key);
            });
        }
    }

    @Override
    public void deleteVersion(ObjectKey key, String versionId) {
        write("delete " + key + " version " + versionId, () -> super.deleteVersion(key, versionId));
    }

    @Override
    public List<ObjectVersion> versions(ObjectKey key) {
        return read("versions " + key, () -> super.versions(key));
    }
}
