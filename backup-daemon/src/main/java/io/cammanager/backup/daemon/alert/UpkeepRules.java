package io.cammanager.backup.daemon.alert;

import io.cammanager.backup.core.Assurance;
import io.cammanager.backup.core.Assurance.Verdict;
import io.cammanager.backup.core.Coverage;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.RunRecord.Kind;
import io.cammanager.backup.core.Upkeep;
import io.cammanager.backup.daemon.alert.AlertConfig.Thresholds;
import java.time.Duration;
import java.time.Instant;

/** The rules that go by what is done rarely: drills, reading back, mirrors, deletions, and by the lock of the bucket. */
final class UpkeepRules {
    /** After days off, what is overdue is done first, and told only when that does not help. */
    private static final Duration SETTLED = Duration.ofDays(1);

    private final Judgement judgement;
    private final Facts facts;
    private final Upkeep upkeep;

    UpkeepRules(Thresholds thresholds, Judgement judgement) {
        this.judgement = judgement;
        this.facts = judgement.facts();
        this.upkeep = new Upkeep(facts.status(), thresholds.intervals());
    }

    void judge() {
        looks();
        damage(Kind.MIRROR, AlertKind.MIRROR_DAMAGE);
        damage(Kind.PRUNE, AlertKind.PRUNE_DAMAGE);
        damage(Kind.RETENTION, AlertKind.RETENTION_DAMAGE);
        late(Kind.MIRROR, AlertKind.MIRROR_OLD);
        late(Kind.RETENTION, AlertKind.RETENTION_STOPPED);
        lock();
    }

    private void looks() {
        if (!judgement.longerAgo(facts.watchingSince(), SETTLED)) {
            return; // nor is what was told before a restart taken for well again
        }
        judgement.judged(AlertKind.DRILL_OLD, facts.now());
        judgement.judged(AlertKind.NOT_READ_BACK, facts.now());
        Assurance assurance = new Assurance(facts.status());
        if (assurance.drill() == Verdict.BAD) {
            assurance
                    .lastDrill()
                    .filter(RunRecord::succeeded) // else DRILL_FAILED says so
                    .ifPresent(drill -> judgement.hold(AlertKey.of(AlertKind.DRILL_OLD), drill.ended(), Figures.NONE));
        }
        if (assurance.coverage() == Verdict.BAD) {
            Coverage coverage = facts.status().coverage();
            Instant since = facts.status().at().minus(coverage.age());
            judgement.hold(AlertKey.of(AlertKind.NOT_READ_BACK), since, Figures.files(coverage.neverRead()));
        }
    }

    private void damage(Kind kind, AlertKind alert) {
        facts.last(kind, Facts::complete).ifPresent(run -> judgement.judged(alert, run.ended()));
        Upkeep.damage(facts.runs(), kind)
                .ifPresent(run -> judgement.hold(AlertKey.of(alert), run.ended(), Figures.files(Upkeep.damaged(run))));
    }

    private void late(Kind kind, AlertKind alert) {
        Duration interval = upkeep.intervals().get(kind);
        if (interval == null) {
            return;
        }
        upkeep.since(kind).ifPresent(since -> {
            judgement.judged(alert, since);
            boolean tried = judgement.longerAgo(facts.watchingSince(), interval)
                    || facts.last(kind, run -> !run.ended().isBefore(facts.watchingSince()))
                            .isPresent();
            if (upkeep.isLate(kind) && tried) {
                String problem =
                        facts.last(kind, run -> true).map(RunRecord::problem).orElse(null);
                judgement.hold(AlertKey.of(alert), since, Figures.problem(problem));
            }
        });
    }

    private void lock() {
        Kind asker = Kind.VERIFY;
        facts.last(asker, run -> run.counts().containsKey(RunRecord.LOCK_DAYS)).ifPresent(run -> {
            judgement.judged(AlertKind.LOCK_ENDS, run.ended());
            judgement.judged(AlertKind.LOCK_GONE, run.ended());
            switch (upkeep.lock()) {
                case ENDS_EARLY -> judgement.hold(AlertKey.of(AlertKind.LOCK_ENDS), run.ended(), Figures.NONE);
                case GONE -> judgement.hold(AlertKey.of(AlertKind.LOCK_GONE), run.ended(), Figures.NONE);
                case NONE, LONG_ENOUGH -> {
                    // nothing to tell
                }
            }
        });
    }
}
