package io.cammanager.backup.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.testkit.simulation.RetentionWorker.Way;
import io.cammanager.backup.testkit.simulation.Simulation.Shared;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many stories, none of which may lose anything; and that they would notice. */
class SimulationTest {
    private static final int SEEDS = 10_000;
    private static final int MANY_SEEDS = 100_000;
    private static final int SEEDS_TO_NOTICE = 1_000;

    @TempDir
    private Path directory;

    private Simulation simulation;

    @BeforeEach
    void record() throws IOException {
        simulation = new Simulation(directory);
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    @Test
    @Tag("G1")
    void g1NothingIsLostWhateverTheOrder() throws InterruptedException {
        tell(0, SEEDS);
    }

    @Test
    @Tag("G1")
    @Tag("long")
    void g1NothingIsLostInManyMoreOrders() throws InterruptedException {
        tell(SEEDS, MANY_SEEDS);
    }

    private void tell(long from, long count) throws InterruptedException {
        Mode[] modes = Mode.values();
        for (long seed = from; seed < from + count; seed++) {
            simulation.tell(seed, modes[(int) (seed % modes.length)], Way.REAL);
        }
        System.out.println(count + " stories without a loss, in which there was: " + simulation.met());
        assertThat(simulation.met()).containsOnlyKeys(Simulation.EVENTS);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"VERSIONED", "UNVERSIONED"})
    void aDeleteByKeyUnderALeaseIsNoticed(Mode mode) {
        assertThat(firstToNotice(mode, Way.BY_KEY_UNDER_A_LEASE, Shared.DIFFERENT))
                .as("the first seed whose story loses something")
                .isLessThan(SEEDS_TO_NOTICE);
    }

    /** What no code of ours can mend, and why two hosts must not share names on such a store. */
    @Test
    void twoFilesOfOneNameCannotBeKeptApartWithoutVersionsAndConditions() {
        assertThat(firstToNotice(Mode.UNVERSIONED_CONDITIONS_IGNORED, Way.REAL, Shared.DIFFERENT))
                .as("the first seed whose story loses something")
                .isLessThan(SEEDS_TO_NOTICE);
    }

    private int firstToNotice(Mode mode, Way way, Shared shared) {
        for (int seed = 0; seed < SEEDS_TO_NOTICE; seed++) {
            try {
                simulation.tell(seed, mode, way, shared);
            } catch (AssertionError e) {
                System.out.println(mode + ", " + way + ", " + shared + ": noticed with seed " + seed);
                return seed;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return SEEDS_TO_NOTICE;
    }
}
