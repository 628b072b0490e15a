package io.cammanager.backup.testkit.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.core.ObjectKey;
import io.cammanager.backup.core.Reason;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogIdentity;
import io.cammanager.backup.core.plan.Action;
import io.cammanager.backup.core.plan.Decision;
import io.cammanager.backup.core.plan.PlannedFile;
import io.cammanager.backup.core.scan.FileStat;
import io.cammanager.backup.testkit.BytesBody;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/**
 * What one host has recorded, and its catalog, which is in memory and emptied for each story.
 *
 * @param files as a plan has them
 */
record Footage(Path source, Catalog catalog, List<PlannedFile> files) implements AutoCloseable {
    /** Writes recordings of one size each, which differ by who has recorded them. */
    static Footage record(Path source, String by, Instant at, String... names) throws IOException {
        Files.createDirectories(source.resolve("cam"));
        List<PlannedFile> files = new java.util.ArrayList<>();
        for (String name : names) {
            Path file = source.resolve("cam").resolve(name);
            Files.writeString(file, name + " by " + by);
            Files.setLastModifiedTime(file, FileTime.from(at));
            files.add(new PlannedFile(
                    new ObjectKey("cam/" + name),
                    FileStat.of(file).stamp(),
                    new Decision(Action.LOOK, Reason.NEEDS_LOOK),
                    null));
        }
        Catalog catalog = Catalog.empty(new CatalogIdentity(source, "recordings", Machine.PREFIX));
        return new Footage(source, catalog, List.copyOf(files));
    }

    /** Returns the same file, to be sent without a look. */
    static PlannedFile unseen(PlannedFile file) {
        return new PlannedFile(file.path(), file.stamp(), new Decision(Action.SEND, Reason.NEW), null);
    }

    /** Returns the sum of what the file holds. */
    String etag(PlannedFile file) {
        try {
            return BytesBody.md5(Files.readString(source.resolve(file.path().value()))
                            .getBytes(UTF_8))
                    .toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void forget() {
        files.forEach(file -> catalog.drop(file.path()));
    }

    @Override
    public void close() {
        catalog.close();
    }
}
