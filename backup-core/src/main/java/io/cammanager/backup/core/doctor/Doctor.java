package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.doctor.Finding.Verdict;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tries everything that a backup relies on, and tells what it finds, one thing after the other. A check that fails stops no
 * other, but for those that cannot do without what it looked for. What is written lies below {@code .cammanager/probe/} and is
 * removed again. Takes no lock, and may run beside a sync.
 */
public final class Doctor implements AutoCloseable {
    private final DoctorContext context;
    private final UUID run;
    private final List<Step> steps;

    private Need lost = Need.WRITING;
    private @Nullable String because;

    /** Whether the store is tried by writing to it. */
    public enum Writing {
        ALLOWED,
        NOT_ALLOWED
    }

    /** One check and what it is about. */
    record Step(String name, Need need, Check check) {}

    /** Makes the doctor; the context's stores are closed with it. Nothing is asked before {@link #examine}. */
    public Doctor(DoctorContext context) {
        this.context = context;
        String folder = context.remote().prefix() + RemoteTree.OWN + "probe/";
        run = new UUID(context.random().nextLong(), context.random().nextLong());
        this.steps = Steps.of(context, new Scratch(context.remote().store(), folder + "doctor-" + run + "/"));
    }

    /**
     * Examines everything, once.
     *
     * @param told each finding as it is made, on this thread
     * @return the worst of the exit codes
     */
    public ExitCode examine(Writing writing, Consumer<Finding> told) {
        because = writing == Writing.ALLOWED ? null : "nothing may be written";
        Instant start = context.clock().instant();
        Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
        ExitCode worst = ExitCode.OK;
        for (Step step : steps) {
            for (Finding finding : findings(step)) {
                told.accept(finding);
                worst = worst.and(finding.exitCode());
                verdicts.merge(finding.verdict(), 1L, Long::sum);
                learn(finding);
            }
        }
        remember(start, worst, verdicts);
        return worst;
    }

    private void remember(Instant start, ExitCode worst, Map<Verdict, Long> verdicts) {
        Map<String, Long> counts = new TreeMap<>();
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict.word(), verdicts.getOrDefault(verdict, 0L));
        }
        context.local()
                .memory()
                .add(new RunRecord(
                        run.toString(),
                        RunRecord.Kind.DOCTOR,
                        start,
                        context.clock().instant(),
                        worst,
                        null,
                        counts));
    }

    private List<Finding> findings(Step step) {
        if (because != null && step.need().compareTo(lost) >= 0) {
            return List.of(Finding.notTried(step.name(), because));
        }
        try {
            return step.check().look();
        } catch (StoreException e) {
            return List.of(refused(step.name(), e));
        } catch (BackupException e) {
            return List.of(Finding.fail(step.name(), e.exitCode(), String.valueOf(e.getMessage()), null));
        } catch (RuntimeException e) {
            return List.of(Finding.fail(step.name(), ExitCode.UNEXPECTED, "unexpected " + e, null));
        }
    }

    /** Who may not ask has learned nothing, and needs not be able to: a key that backs up needs few rights. */
    private static Finding refused(String name, StoreException e) {
        return switch (e.kind()) {
            case DENIED -> Finding.unknown(name, "this key may not ask (" + e.reason() + ")");
            case NOT_IMPLEMENTED -> Finding.unknown(name, "the store does not know how to tell (" + e.reason() + ")");
            default -> Finding.fail(name, e.exitCode(), String.valueOf(e.getMessage()), null);
        };
    }

    private void learn(Finding finding) {
        if (finding.verdict() != Verdict.FAIL) {
            return;
        }
        switch (finding.check()) {
            case Steps.ENDPOINT -> lose(Need.ENDPOINT, "the endpoint was not reached");
            case Steps.KEYS -> lose(Need.BUCKET, "the store refuses the keys");
            case Steps.BUCKET -> lose(Need.BUCKET, "there is no bucket");
            case Steps.PUT -> lose(Need.WRITING, "nothing can be written");
            default -> {
                // Nothing else rests on it.
            }
        }
    }

    private void lose(Need need, String reason) {
        if (because == null || need.compareTo(lost) < 0) {
            lost = need;
            because = reason;
        }
    }

    @Override
    public void close() {
        context.remote().admin().close();
        context.remote().storeOnce().close();
        context.remote().store().close();
        context.remote().stores().close();
    }
}
