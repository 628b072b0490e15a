package io.cammanager.backup.core.store;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing.
 *
 * @param prefixes with {@link ListRequest.Depth#ONE_LEVEL}, the segments below which there is more, each ending in {@code /}
 * @param nextToken null on the last page
 */
public record ListPage(
        List<ListedObject> objects,
        List<String> prefixes,
        @Nullable String nextToken) {
    public ListPage {
        objects = ImmutableList.copyOf(objects);
        prefixes = ImmutableList.copyOf(prefixes);
    }
}
