package io.cammanager.backup.core.store;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a listing of versions: those of one key one after the other, maybe across pages, the latest first as far as times
 * in whole seconds tell.
 *
 * @param next null on the last page
 */
public record VersionPage(
        List<ListedVersion> versions, @Nullable VersionMarker next) {
    public VersionPage {
        versions = ImmutableList.copyOf(versions);
    }
}
