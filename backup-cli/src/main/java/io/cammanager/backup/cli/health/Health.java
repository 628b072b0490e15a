package io.cammanager.backup.cli.health;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.BackupEngine;
import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.BackupStatus;
import io.cammanager.backup.core.CameraStatus;
import io.cammanager.backup.core.CameraStatus.Amount;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.RemoteStatus;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Upkeep;
import io.cammanager.backup.core.report.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How the backup stands.
 *
 * @param status what is known here; null when that could not be read
 * @param remote what is in the bucket
 * @param cameras by name, those here and those in the bucket
 * @param allowed what is still well
 * @param problems what is wrong, a sentence each
 */
public record Health(
        @Nullable BackupStatus status,
        RemoteStatus remote,
        List<CameraHealth> cameras,
        Allowed allowed,
        List<Problem> problems) {
    private static final int NAMED = 5;

    /**
     * How long things may take.
     *
     * @param maxAge how long a recording may wait
     * @param intervals from one run to the next, of the kinds that the daemon is to do
     */
    public record Allowed(Duration maxAge, Map<RunRecord.Kind, Duration> intervals) {
        public Allowed {
            intervals = ImmutableMap.copyOf(intervals);
        }
    }

    public Health {
        cameras = ImmutableList.copyOf(cameras);
        problems = ImmutableList.copyOf(problems);
    }

    /**
     * Looks here first and into the bucket afterwards, so that what a sync sends meanwhile can only make the bucket hold
     * more. Writes nothing.
     *
     * @param messages for quantities in the sentences
     */
    public static Health of(BackupEngine engine, Allowed allowed, Messages messages) {
        List<Problem> problems = new ArrayList<>();
        BackupStatus status = null;
        try {
            status = engine.status();
        } catch (BackupException e) {
            problems.add(new Problem(e.exitCode(), String.valueOf(e.getMessage())));
        }
        RemoteStatus remote = RemoteStatus.ask(engine);
        Problem unlisted = remote.problem();
        if (unlisted != null && !problems.contains(unlisted)) {
            problems.add(unlisted);
        }
        List<CameraHealth> cameras = cameras(status, remote);
        addMissing(problems, cameras, messages);
        if (status != null) {
            problems.addAll(Checks.problems(status, messages));
            problems.addAll(new UpkeepChecks(new Upkeep(status, allowed.intervals()), messages).problems());
            Duration maxAge = allowed.maxAge();
            addWaiting(problems, cameras, status.at().minus(maxAge), messages.duration(maxAge.toMillis()));
        }
        return new Health(status, remote, cameras, allowed, problems);
    }

    private static List<CameraHealth> cameras(@Nullable BackupStatus status, RemoteStatus remote) {
        TreeMap<String, CameraStatus> local = new TreeMap<>();
        if (status != null) {
            status.cameras().forEach(camera -> local.put(camera.camera(), camera));
        }
        Set<String> names = new TreeSet<>(local.keySet());
        names.addAll(remote.cameras().keySet());
        boolean listed = remote.problem() == null;
        return names.stream()
                .map(name -> new CameraHealth(
                        name, local.get(name), listed ? remote.cameras().getOrDefault(name, Amount.NONE) : null))
                .toList();
    }

    private static void addMissing(List<Problem> problems, List<CameraHealth> cameras, Messages messages) {
        Amount missing = cameras.stream().map(CameraHealth::missing).reduce(Amount.NONE, Amount::plus);
        if (!missing.equals(Amount.NONE)) {
            problems.add(new Problem(
                    ExitCode.MISMATCH,
                    "the bucket holds " + text(missing, messages) + " less than was confirmed ("
                            + named(cameras, camera -> !camera.missing().equals(Amount.NONE))
                            + "): backup-cli verify names them, the next sync sends what is still here"));
        }
    }

    private static String text(Amount amount, Messages messages) {
        String size = messages.size(amount.bytes());
        return amount.files() == 0
                ? size
                : messages.count(amount.files()) + (amount.files() == 1 ? " recording" : " recordings") + " and "
                        + size;
    }

    private static void addWaiting(List<Problem> problems, List<CameraHealth> cameras, Instant since, String allowed) {
        String late = named(cameras, camera -> camera.waitsSinceBefore(since));
        if (!late.isEmpty()) {
            problems.add(new Problem(
                    ExitCode.INCOMPLETE,
                    "recordings have waited for longer than " + allowed + " (" + late
                            + "): see how the last sync ended, or run backup-cli sync"));
        }
    }

    private static String named(List<CameraHealth> cameras, Predicate<CameraHealth> which) {
        List<String> names = cameras.stream()
                .filter(which)
                .map(camera -> camera.camera().isEmpty() ? "beside the cameras" : Quoted.of(camera.camera()))
                .toList();
        return names.size() <= NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
    }

    /** Returns the weightiest of the problems. */
    public ExitCode exitCode() {
        return problems.stream().map(Problem::exitCode).reduce(ExitCode.OK, ExitCode::and);
    }

    /** Returns what is missing in the bucket, camera by camera: what one has too much does not make up for another. */
    Amount missing() {
        return cameras.stream().map(CameraHealth::missing).reduce(Amount.NONE, Amount::plus);
    }
}
