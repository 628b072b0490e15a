package io.cammanager.backup.testkit.failures;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.Body;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ObjectContent;
import io.cammanager.backup.core.store.ObjectInfo;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.PutRequest;
import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.layer.ForwardingObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A way to a store on which requests are noted, and fail as long as a test says so. */
final class ScriptedStore extends ForwardingObjectStore {
    /** Every request, by its method. */
    final List<String> requests = new ArrayList<>();
    /** Fails every request before the store sees it. */
    @Nullable Kind down;
    /** Fails writes before the store sees them. */
    @Nullable Kind refused;
    /** So many answers to writes are lost, after the store has done what they ask. */
    int lostAnswers;
    /** What every request fails with once an answer was lost. */
    @Nullable Kind downAfterLoss;
    /** Whether listings hide what there is. */
    boolean listsNothing;

    private int listings;
    private int listingToMeet;
    private Runnable meanwhile = () -> {};

    ScriptedStore(ObjectStore inner) {
        super(inner);
    }

    /** Does something right before the listing with this number, counted from one. */
    void beforeList(int number, Runnable task) {
        listingToMeet = number;
        meanwhile = task;
    }

    private <T> T read(String method, Supplier<T> call) {
        requests.add(method);
        if (down != null) {
            throw new StoreException(down, method, "the bucket", "the test says so");
        }
        return call.get();
    }

    private <T> T write(String method, Supplier<T> call) {
        if (refused != null) {
            requests.add(method);
            throw new StoreException(refused, method, "the bucket", "the test says so");
        }
        T answer = read(method, call);
        if (lostAnswers > 0) {
            lostAnswers--;
            down = downAfterLoss;
            throw new StoreException(Kind.UNAVAILABLE, method, "the bucket", "the answer was lost");
        }
        return answer;
    }

    @Override
    public Optional<ObjectInfo> head(ObjectKey key) {
        return read("head", () -> super.head(key));
    }

    @Override
    public ListPage list(ListRequest request) {
        if (++listings == listingToMeet) {
            meanwhile.run();
        }
        ListPage page = read("list", () -> super.list(request));
        return listsNothing ? new ListPage(List.of(), List.of(), null) : page;
    }

    @Override
    public ObjectContent get(ReadRequest request) {
        return read("get", () -> super.get(request));
    }

    @Override
    public String put(PutRequest request, Body body) {
        return write("put", () -> super.put(request, body));
    }

    @Override
    public Optional<String> delete(ObjectKey key) {
        return write("delete", () -> super.delete(key));
    }
}
