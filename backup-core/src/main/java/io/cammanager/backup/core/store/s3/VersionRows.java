package io.cammanager.backup.core.store.s3;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.store.ListedVersion;
import io.cammanager.backup.core.store.ObjectVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/**
 * The rows of a page of versions. The answer keeps versions and markers apart; only the times, in whole seconds at some
 * stores, join them again.
 */
final class VersionRows {
    private record Row(ListedVersion listed, boolean latest) {}

    private VersionRows() {}

    /** Returns the rows by their keys, the latest of each first. */
    static List<ListedVersion> of(ListObjectVersionsResponse page) {
        List<Row> rows = new ArrayList<>();
        page.versions().forEach(version -> rows.add(row(version)));
        page.deleteMarkers().forEach(marker -> rows.add(row(marker)));
        rows.sort(Comparator.comparing((Row row) -> row.listed().key())
                .thenComparing(row -> !row.latest())
                .thenComparing(row -> row.listed().version().lastModified(), Comparator.reverseOrder()));
        return rows.stream().map(Row::listed).toList();
    }

    private static Row row(software.amazon.awssdk.services.s3.model.ObjectVersion version) {
        ObjectVersion object = new ObjectVersion(
                version.versionId(),
                ObjectVersion.Kind.OBJECT,
                SdkWire.etag(version.eTag()),
                SdkWire.orEpoch(version.lastModified()));
        long size = version.size() == null ? 0 : version.size();
        return new Row(
                new ListedVersion(new ObjectKey(version.key()), object, size), Boolean.TRUE.equals(version.isLatest()));
    }

    private static Row row(DeleteMarkerEntry entry) {
        ObjectVersion marker = new ObjectVersion(
                entry.versionId(), ObjectVersion.Kind.DELETE_MARKER, "", SdkWire.orEpoch(entry.lastModified()));
        return new Row(new ListedVersion(new ObjectKey(entry.key()), marker, 0), Boolean.TRUE.equals(entry.isLatest()));
    }
}
