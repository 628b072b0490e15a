package io.cammanager.backup.core.store.memory;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListPage;
import io.cammanager.backup.core.store.ListRequest;
import io.cammanager.backup.core.store.ListedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** Makes one page of a listing. A token is the key, or the prefix ending in a slash, with which the page before it ended. */
final class Listing {
    private final NavigableMap<ObjectKey, StoredObject> objects;
    private final ListRequest request;
    private final int pageSize;
    private final List<ListedObject> found = new ArrayList<>();
    private final List<String> prefixes = new ArrayList<>();

    Listing(NavigableMap<ObjectKey, StoredObject> objects, ListRequest request, int pageSize) {
        this.objects = objects;
        this.request = request;
        this.pageSize = pageSize;
    }

    ListPage page() {
        Map.@Nullable Entry<ObjectKey, StoredObject> entry = first();
        String last = "";
        while (entry != null && entry.getKey().value().startsWith(request.prefix())) {
            if (found.size() + prefixes.size() == pageSize) {
                return new ListPage(found, prefixes, last);
            }
            String rolledUp = rolledUp(entry.getKey().value());
            if (rolledUp == null) {
                found.add(entry.getValue().listed());
                last = entry.getKey().value();
                entry = objects.higherEntry(entry.getKey());
            } else {
                prefixes.add(rolledUp);
                last = rolledUp;
                entry = behind(rolledUp);
            }
        }
        return new ListPage(found, prefixes, null);
    }

    private Map.@Nullable Entry<ObjectKey, StoredObject> first() {
        String token = request.token();
        if (token != null) {
            return token.equals(rolledUp(token)) ? behind(token) : objects.higherEntry(new ObjectKey(token));
        }
        String prefix = request.prefix();
        String startAfter = request.startAfter();
        if (startAfter != null && !startAfter.isEmpty() && ObjectKey.compareUtf8(startAfter, prefix) >= 0) {
            return objects.higherEntry(new ObjectKey(startAfter));
        }
        return prefix.isEmpty() ? objects.firstEntry() : objects.ceilingEntry(new ObjectKey(prefix));
    }

    /** Returns the prefix, slash included, that stands for the key in a listing of one level, or null when none does. */
    private @Nullable String rolledUp(String key) {
        if (request.depth() == ListRequest.Depth.ALL) {
            return null;
        }
        int slash = key.indexOf('/', request.prefix().length());
        return slash < 0 ? null : key.substring(0, slash + 1);
    }

    /** Skips everything below the prefix, whose slash has one direct successor: the digit zero. */
    private Map.@Nullable Entry<ObjectKey, StoredObject> behind(String prefix) {
        return objects.ceilingEntry(new ObjectKey(prefix.substring(0, prefix.length() - 1) + '0'));
    }
}
