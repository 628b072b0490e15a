package io.cammanager.backup.testkit.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.SyncReport;
import io.cammanager.backup.testkit.proxy.Fault;
import io.cammanager.backup.testkit.proxy.Fault.Side;
import io.cammanager.backup.testkit.proxy.FaultProxy;
import io.cammanager.backup.testkit.proxy.Match;
import io.cammanager.backup.testkit.proxy.Occasion;
import io.cammanager.backup.testkit.proxy.Position;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day of many cameras in minutes, with one request in a hundred going wrong. */
class SimulatedDayTest {
    private static final int HOURS = 24;
    private static final int MOST_EXTRA_CYCLES = 3;
    private static final long SEED = 20_261_124;

    @TempDir
    private Path directory;

    @Test
    void aShortDayOfFewCamerasIsWhole() throws IOException, InterruptedException {
        day(3, 3);
    }

    @Test
    @Tag("long")
    void aDayOfManyCamerasIsWhole() throws IOException, InterruptedException {
        day(150, HOURS);
    }

    @SuppressWarnings("SystemOut") // the figures are for whoever runs this
    private void day(int cameras, int hours) throws IOException, InterruptedException {
        try (DayBench bench = new DayBench(directory, cameras);
                FaultProxy proxy = FaultProxy.to(bench.server().endpoint()).start()) {
            addFaults(proxy);
            long recorded = 0;
            long uploaded = 0;
            long faults = 0;
            Resources early = Resources.now();
            for (int hour = 0; hour < hours; hour++) {
                recorded += bench.recordAnHour();
                SyncReport report = bench.sync(proxy.endpoint());
                uploaded += report.summary().uploaded();
                faults += proxy.log().stream()
                        .filter(request -> request.rule() != null)
                        .count();
                proxy.clearLog();
                System.out.println("hour " + hour + ": " + report + ", " + Resources.now());
                assertThat(report.summary().scanned()).isEqualTo(recorded);
                assertThat(bench.temporaryFiles()).isEmpty();
                assertThat(bench.unfinishedUploads()).isZero();
                early = hour == 1 ? Resources.now() : early;
            }
            Resources late = Resources.now();
            uploaded += drain(bench, recorded);
            System.out.println("seed " + SEED + ": " + recorded + " recorded, " + faults + " faults, " + uploaded
                    + " confirmed, " + (recorded - bench.identical()) + " lost; held at first " + early
                    + ", in the end "
                    + late);

            assertThat(faults).isPositive();
            assertThat(bench.identical()).isEqualTo(recorded);
            assertThat(late.isFlatSince(early)).as("%s, then %s", early, late).isTrue();
        }
    }

    /** The faults end; a few cycles must be enough for what they left. */
    private static long drain(DayBench bench, long recorded) throws InterruptedException {
        long uploaded = 0;
        for (int cycle = 0; cycle < MOST_EXTRA_CYCLES; cycle++) {
            SyncReport report = bench.sync(bench.server().endpoint());
            uploaded += report.summary().uploaded();
            if (report.exitCode() == ExitCode.OK && report.summary().unchanged() == recorded) {
                return uploaded;
            }
        }
        throw new AssertionError("not all was confirmed after " + MOST_EXTRA_CYCLES + " cycles without faults");
    }

    /** One request in a hundred, shared out among what may happen to it. */
    private static void addFaults(FaultProxy proxy) {
        List<Fault> faults = List.of(
                Fault.error(500, "InternalError"),
                Fault.errorAfter(500, "InternalError"),
                Fault.slowDown(1),
                Fault.reset(Side.REQUEST, Position.MIDDLE),
                Fault.reset(Side.RESPONSE, Position.BEFORE_HEAD),
                Fault.flip(Side.REQUEST, Position.MIDDLE));
        for (int i = 0; i < faults.size(); i++) {
            proxy.add(
                    Match.any().withKey("cam.*|"),
                    Occasion.withProbability(0.01 / faults.size(), SEED + i),
                    faults.get(i));
        }
    }
}
