package io.cammanager.backup.cli.health;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Problem;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.Upkeep;
import io.cammanager.backup.core.report.Messages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is wrong by the mirrors and deletions of the past, and by the lock of the bucket. */
record UpkeepChecks(Upkeep upkeep, Messages messages) {
    private static final String HEAL = "backup-cli verify --level data --heal sends again what is still here";

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (RunRecord.Kind kind : Upkeep.KINDS) {
            upkeep.damage(kind).ifPresent(run -> problems.add(new Problem(ExitCode.MISMATCH, damage(run))));
            if (upkeep.isLate(kind)) {
                upkeep.since(kind)
                        .ifPresent(since -> problems.add(new Problem(ExitCode.INCOMPLETE, late(kind, since))));
            }
        }
        if (upkeep.lock() == Upkeep.Lock.GONE) {
            problems.add(new Problem(
                    ExitCode.INCOMPLETE,
                    "the bucket has ceased to lock what is stored in it: find out who changed that, then"
                            + " backup-cli bucket init --lock --days N sets it again"));
        }
        return problems;
    }

    private String damage(RunRecord run) {
        String files = messages.count(Upkeep.damaged(run));
        return switch (run.kind()) {
            case MIRROR ->
                "the mirror of " + run.ended() + " did not copy recordings that are missing or damaged in the bucket ("
                        + files + "): " + HEAL + ", then run mirror again";
            case PRUNE ->
                "prune-local of " + run.ended() + " kept files here whose copies are missing or damaged in the bucket ("
                        + files + "): " + HEAL + ", then run prune-local again";
            default ->
                "retention apply of " + run.ended() + " found recordings that are missing or damaged in the bucket ("
                        + files + "): " + HEAL + ", then run retention apply again";
        };
    }

    private String late(RunRecord.Kind kind, Instant since) {
        String age =
                messages.duration(Duration.between(since, upkeep.status().at()).toMillis());
        return kind == RunRecord.Kind.MIRROR
                ? "no mirror has gone through for " + age
                        + ": run backup-cli mirror --to with the remote of MIRROR_TO and see what it says"
                : "no retention has gone through for " + age
                        + ": run backup-cli retention apply --dry-run and see what it says";
    }
}
