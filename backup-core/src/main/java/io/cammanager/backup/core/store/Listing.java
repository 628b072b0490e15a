package io.cammanager.backup.core.store;

import io.cammanager.backup.core.store.StoreException.Kind;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * All pages of a listing as one, in the store's order; the next page is fetched while the present one is read. A token that
 * comes again, or a key outside the prefix, is a listing that nothing may be concluded from. Not thread-safe.
 */
public final class Listing implements Iterator<ListedObject> {
    /** A store may have to pass over much that it does not name; but not over a billion keys. */
    private static final int MAX_EMPTY_PAGES = 1000;

    private final ObjectStore store;
    private final Executor executor;
    private final ListRequest request;
    private final Set<String> tokens = new HashSet<>();
    private int emptyPages;
    private Iterator<ListedObject> page = Collections.emptyIterator();
    private @Nullable CompletableFuture<ListPage> next;

    /**
     * Begins the listing at once.
     *
     * @param executor runs the requests
     */
    public Listing(ObjectStore store, ListRequest request, Executor executor) {
        this.store = store;
        this.request = request;
        this.executor = executor;
        this.next = fetch(request);
    }

    private CompletableFuture<ListPage> fetch(ListRequest of) {
        return CompletableFuture.supplyAsync(() -> store.list(of), executor);
    }

    @Override
    public boolean hasNext() {
        while (!page.hasNext() && next != null) {
            turn(join(next));
        }
        return page.hasNext();
    }

    @Override
    public ListedObject next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ListedObject object = page.next();
        if (!object.key().value().startsWith(request.prefix())) {
            throw notTrustworthy("it holds a key outside its prefix");
        }
        return object;
    }

    private void turn(ListPage arrived) {
        String token = arrived.nextToken();
        if (token != null && !tokens.add(token)) {
            throw notTrustworthy("it repeats itself");
        }
        emptyPages = arrived.objects().isEmpty() ? emptyPages + 1 : 0;
        if (emptyPages > MAX_EMPTY_PAGES) {
            throw notTrustworthy("more than " + MAX_EMPTY_PAGES + " pages without a key, and no end");
        }
        next = token == null ? null : fetch(request.next(token));
        page = arrived.objects().iterator();
    }

    private StoreException notTrustworthy(String reason) {
        return new StoreException(
                Kind.NOT_TRUSTWORTHY,
                "list",
                "\"" + request.prefix() + "\"",
                "the listing is not trustworthy: " + reason);
    }

    private ListPage join(CompletableFuture<ListPage> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.INTERRUPTED, "list", "\"" + request.prefix() + "\"", "interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a listing throws nothing checked", e);
        }
    }
}
