package io.cammanager.backup.core.restore;

import com.google.common.collect.AbstractIterator;
import io.cammanager.backup.core.store.ListedVersion;
import io.cammanager.backup.core.store.ObjectStore;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import io.cammanager.backup.core.store.VersionListRequest;
import io.cammanager.backup.core.store.VersionMarker;
import io.cammanager.backup.core.store.VersionPage;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All pages of a listing of versions as one. A place that comes again is a listing that nothing may be concluded from. */
final class VersionListing extends AbstractIterator<ListedVersion> {
    private final ObjectStore store;
    private final String prefix;
    private final Set<VersionMarker> places = new HashSet<>();
    private Iterator<ListedVersion> page = Collections.emptyIterator();
    private @Nullable VersionListRequest next;

    VersionListing(ObjectStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
        this.next = new VersionListRequest(prefix, null);
    }

    @Override
    protected @Nullable ListedVersion computeNext() {
        while (!page.hasNext()) {
            if (next == null) {
                return endOfData();
            }
            VersionPage answer = store.listVersions(next);
            VersionMarker place = answer.next();
            if (place != null && !places.add(place)) {
                throw notTrustworthy("it repeats itself");
            }
            next = place == null ? null : new VersionListRequest(prefix, place);
            page = answer.versions().iterator();
        }
        ListedVersion version = page.next();
        if (!version.key().value().startsWith(prefix)) {
            throw notTrustworthy("it holds a key outside its prefix");
        }
        return version;
    }

    private StoreException notTrustworthy(String reason) {
        return new StoreException(
                Kind.NOT_TRUSTWORTHY,
                "list the versions in",
                "\"" + prefix + "\"",
                "the listing is not trustworthy: " + reason);
    }
}
