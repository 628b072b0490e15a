package io.cammanager.backup.core.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.catalog.CatalogIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateDirectoryTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(77), ZoneOffset.UTC);

    @TempDir
    private Path root;

    @Test
    void setsADamagedCatalogAsideAndMakesANewOne() throws IOException {
        StateDirectory state = state("bucket");
        state.create();
        String garbage = "not a database at all ".repeat(500);
        Files.writeString(state.path().resolve("catalog.db"), garbage, UTF_8);
        List<String> warnings = new ArrayList<>();

        try (Catalog catalog = state.openCatalog(CLOCK, warnings::add)) {
            assertThat(catalog.hasEverConfirmed()).as("nobody knows any more").isTrue();
        }

        Path aside = state.path().resolve("catalog.corrupt-77");
        assertThat(aside).hasContent(garbage);
        assertThat(warnings).singleElement().asString().contains(aside.toString());
    }

    @Test
    void keepsASoundCatalogSilently() {
        StateDirectory state = state("bucket");
        state.create();
        List<String> warnings = new ArrayList<>();
        try (Catalog catalog = state.openCatalog(CLOCK, warnings::add)) {
            catalog.setFact("colour", "red");
        }

        try (Catalog catalog = state.openCatalog(CLOCK, warnings::add)) {
            assertThat(catalog.fact("colour")).contains("red");
        }

        assertThat(warnings).isEmpty();
    }

    @Test
    void givesEachJobADirectoryThatOthersCannotRead() throws IOException {
        StateDirectory one = state("bucket");
        StateDirectory other = state("other");

        one.create();
        other.create();

        assertThat(one.path()).isNotEqualTo(other.path());
        assertThat(Files.getPosixFilePermissions(one.path())).isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void emptiesTheScratchOfAKilledRun() throws IOException {
        StateDirectory state = state("bucket");
        state.create();
        state.clearScratch();
        Files.createFile(state.scratch().resolve("left-over.db"));

        state.clearScratch();

        assertThat(state.scratch()).isEmptyDirectory();
    }

    private StateDirectory state(String bucket) {
        return StateDirectory.of(root, new CatalogIdentity(Path.of("/recordings"), bucket, ""));
    }
}
