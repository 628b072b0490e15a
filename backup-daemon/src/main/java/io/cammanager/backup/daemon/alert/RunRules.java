package io.cammanager.backup.daemon.alert;

import io.cammanager.backup.core.Assurance;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.RunRecord.Kind;
import io.cammanager.backup.daemon.alert.AlertConfig.Thresholds;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules that go by how runs ended. */
final class RunRules {
    /** What core's sentence for the refusal of a request with a wrong time says. */
    private static final String SKEW = "the clocks of this machine and of the store are too far apart";

    private final Thresholds thresholds;
    private final Judgement judgement;
    private final Facts facts;

    RunRules(Thresholds thresholds, Judgement judgement) {
        this.thresholds = thresholds;
        this.judgement = judgement;
        this.facts = judgement.facts();
    }

    void judge() {
        access();
        locked();
        success();
        mismatch();
        drill();
        vanished();
    }

    private void access() {
        List<RunRecord> judging = facts.runs().stream()
                .filter(run -> Facts.complete(run) || accessProblem(run))
                .toList();
        if (judging.isEmpty()) {
            return;
        }
        RunRecord last = judging.get(0);
        for (AlertKind kind :
                List.of(AlertKind.WRONG_PASSWORD, AlertKind.DENIED, AlertKind.BUCKET_MISSING, AlertKind.CLOCK)) {
            judgement.judged(kind, last.ended());
        }
        if (accessProblem(last)) {
            AlertKind kind = kind(last);
            // the first of those in a row that ended like this
            RunRecord first = judging.stream()
                    .takeWhile(run -> accessProblem(run) && kind(run) == kind)
                    .min(Comparator.comparing(RunRecord::ended))
                    .orElse(last);
            judgement.hold(AlertKey.of(kind), first.ended(), Figures.problem(last.problem()));
        }
    }

    private static boolean accessProblem(RunRecord run) {
        return switch (run.exitCode()) {
            case WRONG_PASSWORD, DENIED, BUCKET_MISSING -> true;
            default -> false;
        };
    }

    private static AlertKind kind(RunRecord run) {
        String problem = run.problem();
        return switch (run.exitCode()) {
            case WRONG_PASSWORD -> AlertKind.WRONG_PASSWORD;
            case BUCKET_MISSING -> AlertKind.BUCKET_MISSING;
            default -> problem != null && problem.contains(SKEW) ? AlertKind.CLOCK : AlertKind.DENIED;
        };
    }

    private void locked() {
        List<RunRecord> syncs = facts.undisturbed(Kind.SYNC);
        Optional<Instant> hadTheLock = syncs.stream()
                .filter(sync -> sync.exitCode() != ExitCode.LOCKED)
                .findFirst()
                .map(RunRecord::ended);
        hadTheLock.ifPresent(ended -> judgement.judged(AlertKind.LOCKED, ended));
        if (syncs.isEmpty() || syncs.get(0).exitCode() != ExitCode.LOCKED) {
            return;
        }
        Instant since = hadTheLock.orElseGet(this::beginning);
        if (judgement.longerAgo(since, thresholds.patience())) {
            String problem = syncs.get(0).problem();
            judgement.hold(AlertKey.of(AlertKind.LOCKED), since, Figures.problem(problem));
        }
    }

    private void success() {
        if (causeIsTold()) {
            return;
        }
        Optional<RunRecord> success = facts.last(Kind.SYNC, RunRecord::succeeded);
        success.ifPresent(sync -> judgement.judged(AlertKind.NO_SUCCESS, sync.ended()));
        Instant since = success.map(RunRecord::ended).orElseGet(this::beginning);
        if (tried() && judgement.longerAgo(since, thresholds.patience())) {
            String problem = facts.undisturbed(Kind.SYNC).stream()
                    .findFirst()
                    .map(RunRecord::problem)
                    .orElse(null);
            judgement.hold(AlertKey.of(AlertKind.NO_SUCCESS), since, Figures.problem(problem));
        }
    }

    private boolean causeIsTold() {
        return judgement.holds(AlertKind.WRONG_PASSWORD)
                || judgement.holds(AlertKind.DENIED)
                || judgement.holds(AlertKind.BUCKET_MISSING)
                || judgement.holds(AlertKind.CLOCK)
                || judgement.holds(AlertKind.LOCKED);
    }

    private Instant beginning() {
        return facts.undisturbed(Kind.SYNC).stream()
                .map(RunRecord::started)
                .filter(started -> started.isBefore(facts.watchingSince()))
                .min(Comparator.naturalOrder())
                .orElse(facts.watchingSince());
    }

    /** After days off, the machine deserves one try before someone is woken. */
    private boolean tried() {
        return judgement.longerAgo(facts.watchingSince(), thresholds.patience())
                || facts.undisturbed(Kind.SYNC).stream()
                        .anyMatch(sync -> !sync.ended().isBefore(facts.watchingSince()));
    }

    private void mismatch() {
        Optional<RunRecord> verification =
                Assurance.damage(facts.runs()).or(() -> facts.last(Kind.VERIFY, Facts::complete));
        Optional<RunRecord> sync = facts.last(Kind.SYNC, RunRules::verifiedSomething);
        List<RunRecord> judging =
                Stream.concat(verification.stream(), sync.stream()).toList();
        judging.forEach(run -> judgement.judged(AlertKind.VERIFY_MISMATCH, run.ended()));
        judging.stream()
                .filter(run -> run.exitCode() == ExitCode.MISMATCH || differences(run) > 0)
                .max(Comparator.comparing(RunRecord::ended))
                .ifPresent(run -> judgement.hold(
                        AlertKey.of(AlertKind.VERIFY_MISMATCH), run.ended(), Figures.files(differences(run))));
    }

    private void drill() {
        facts.last(Kind.DRILL, Facts::complete).ifPresent(drill -> {
            judgement.judged(AlertKind.DRILL_FAILED, drill.ended());
            if (!drill.succeeded()) {
                long files = differences(drill) + drill.count("failed");
                judgement.hold(AlertKey.of(AlertKind.DRILL_FAILED), drill.ended(), Figures.files(files));
            }
        });
    }

    private static boolean verifiedSomething(RunRecord run) {
        return Facts.complete(run)
                && (run.exitCode() == ExitCode.MISMATCH || run.count("verified") + run.count("mismatched") > 0);
    }

    private static long differences(RunRecord run) {
        return run.count("mismatched") + run.count("missing") + run.count("differing");
    }

    private void vanished() {
        facts.last(Kind.SYNC, Facts::complete).ifPresent(sync -> {
            judgement.judged(AlertKind.VANISHED, sync.ended());
            if (sync.count("vanished") > 0) {
                judgement.hold(AlertKey.of(AlertKind.VANISHED), sync.ended(), Figures.files(sync.count("vanished")));
            }
        });
    }
}
