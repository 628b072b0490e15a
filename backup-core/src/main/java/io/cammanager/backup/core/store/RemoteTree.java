package io.cammanager.backup.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.AbstractIterator;
import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.sqlite.Database;
import io.cammanager.backup.core.sqlite.Rows;
import io.cammanager.backup.core.store.ListRequest.Depth;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What lies under the prefix, as paths relative to it and in the order of their UTF-8 bytes, without what is ours under
 * {@code .cammanager/}.
 */
public final class RemoteTree {
    /** What lies under this name below the prefix belongs to the backup itself and is no recording. */
    public static final String OWN = ".cammanager/";

    /** Below this lie objects that were replaced or removed, each under the run that did so. */
    public static final String REPLACED = OWN + "replaced/";

    private final ObjectStore store;
    private final String prefix;
    private final Executor executor;
    private final Order order;

    /** In which order the store lists. */
    public enum Order {
        /** That of the keys, or nearly: what is out of order is noticed. */
        BY_KEY,
        /** Any, as where keys are encrypted. */
        ANY
    }

    /**
     * Makes the view.
     *
     * @param prefix empty, or ending in a slash
     * @param executor runs the requests
     */
    public RemoteTree(ObjectStore store, String prefix, Executor executor) {
        this(store, prefix, executor, Order.BY_KEY);
    }

    /** Makes the view of a store that may list in another order. */
    public RemoteTree(ObjectStore store, String prefix, Executor executor, Order order) {
        this.order = order;
        this.store = store;
        this.prefix = prefix;
        this.executor = executor;
    }

    /**
     * Says whether an object is a recording: neither our own, nor the empty object {@code directory/} that a console stores
     * for a directory.
     *
     * @param path below the prefix
     */
    public static boolean isRecording(String path, long size) {
        boolean marker = path.isEmpty() || (path.endsWith("/") && size == 0);
        return !marker && !path.startsWith(OWN);
    }

    /** The store sorts otherwise than we do, as some do by UTF-16: the same range must be read {@link #sorted}. */
    public static final class UnorderedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnorderedException(String key) {
            super("the listing is not in the order of its keys at " + key);
        }
    }

    /**
     * Lists what is below a directory, from a path on.
     *
     * @param directory empty, or ending in a slash
     * @param from the first path wanted; earlier ones may come too; null from the start
     * @return paths that rise; throws {@link UnorderedException} when they do not
     */
    public Iterator<ListedObject> below(String directory, @Nullable ObjectKey from, Depth depth) {
        return new Rising(raw(directory, from, depth));
    }

    /** Says whether {@link #below} is worth a try. */
    public boolean listsByKey() {
        return order == Order.BY_KEY;
    }

    /** Lists what is below a directory, in the store's order. */
    public Iterator<ListedObject> unordered(String directory) {
        Iterator<ListedObject> objects = raw(directory, null, Depth.ALL);
        return new AbstractIterator<>() {
            @Override
            protected @Nullable ListedObject computeNext() {
                while (objects.hasNext()) {
                    ListedObject relative = relative(objects.next());
                    if (relative != null) {
                        return relative;
                    }
                }
                return endOfData();
            }
        };
    }

    private Iterator<ListedObject> raw(String directory, @Nullable ObjectKey from, Depth depth) {
        String whole = prefix + directory;
        String startAfter = from == null ? null : justBefore(prefix + from.value(), whole);
        return new Listing(store, new ListRequest(whole, startAfter, null, depth), executor);
    }

    /** Returns a key that sorts before the given one, with little between them, or null when that is the prefix itself. */
    private static @Nullable String justBefore(String key, String whole) {
        int end = Math.min(key.offsetByCodePoints(key.length(), -1), ordersAgreeUntil(key));
        String shorter = key.substring(0, end);
        return shorter.length() > whole.length() ? shorter : null;
    }

    /** Says whether what sorts before this key by UTF-8 also does so by UTF-16. */
    public static boolean ordersAgreeUpTo(String key) {
        return ordersAgreeUntil(key) == key.length();
    }

    private static int ordersAgreeUntil(String key) {
        int i = 0;
        while (i < key.length() && key.charAt(i) < Character.MIN_SURROGATE) {
            i++;
        }
        return i;
    }

    /** Lists what is below a directory, in order whatever the store's order is, by sorting all of it on disk first. */
    public Sorted sorted(String directory, Depth depth, Path scratch) {
        return new Sorted(raw(directory, null, depth), scratch);
    }

    private @Nullable ListedObject relative(ListedObject object) {
        String path = object.key().value().substring(prefix.length());
        return !isRecording(path, object.size())
                ? null
                : new ListedObject(new ObjectKey(path), object.size(), object.etag(), object.lastModified());
    }

    private final class Rising extends AbstractIterator<ListedObject> {
        private final Iterator<ListedObject> objects;
        private @Nullable ObjectKey last;

        Rising(Iterator<ListedObject> objects) {
            this.objects = objects;
        }

        @Override
        protected @Nullable ListedObject computeNext() {
            while (objects.hasNext()) {
                ListedObject object = objects.next();
                int order = last == null ? -1 : last.compareTo(object.key());
                if (order == 0) {
                    throw new StoreException(
                            Kind.NOT_TRUSTWORTHY, "list", object.key().value(), "the listing holds this key twice");
                }
                if (order > 0) {
                    throw new UnorderedException(object.key().value());
                }
                last = object.key();
                ListedObject relative = relative(object);
                if (relative != null) {
                    return relative;
                }
            }
            return endOfData();
        }
    }

    /** A listing that was sorted on disk. */
    public final class Sorted extends AbstractIterator<ListedObject> implements AutoCloseable {
        private static final int BATCH = 1000;

        private final Database database;
        private final Rows rows;

        private Sorted(Iterator<ListedObject> objects, Path scratch) {
            database = Database.scratch(scratch);
            try {
                database.execute("CREATE TABLE objects (path BLOB PRIMARY KEY, size INTEGER NOT NULL,"
                        + " etag TEXT NOT NULL, modified INTEGER NOT NULL) WITHOUT ROWID");
                requireRows(insertAll(objects));
                rows = database.query("SELECT path, size, etag, modified FROM objects ORDER BY path");
            } catch (RuntimeException e) {
                database.close();
                throw e;
            }
        }

        private long insertAll(Iterator<ListedObject> objects) {
            long count = 0;
            List<ListedObject> batch = new ArrayList<>();
            while (objects.hasNext()) {
                ListedObject relative = relative(objects.next());
                if (relative != null) {
                    batch.add(relative);
                    count++;
                }
                if (batch.size() == BATCH || !objects.hasNext()) {
                    insert(batch);
                    batch.clear();
                }
            }
            return count;
        }

        /** A key that came twice has one row. */
        private void requireRows(long count) {
            try (Rows found = database.query("SELECT count(*) FROM objects")) {
                if (!found.next() || found.number(1) != count) {
                    throw new StoreException(
                            Kind.NOT_TRUSTWORTHY, "list", "\"" + prefix + "\"", "the listing holds a key twice");
                }
            }
        }

        private void insert(List<ListedObject> batch) {
            database.batch("INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?)", batch, (statement, object) -> {
                statement.setBytes(1, object.key().utf8());
                statement.setLong(2, object.size());
                statement.setString(3, object.etag());
                statement.setLong(4, object.lastModified().toEpochMilli());
            });
        }

        @Override
        protected @Nullable ListedObject computeNext() {
            return rows.next()
                    ? new ListedObject(
                            new ObjectKey(new String(rows.bytes(1), UTF_8)),
                            rows.number(2),
                            rows.text(3),
                            Instant.ofEpochMilli(rows.number(4)))
                    : endOfData();
        }

        @Override
        public void close() {
            rows.close();
            database.close();
        }
    }
}
