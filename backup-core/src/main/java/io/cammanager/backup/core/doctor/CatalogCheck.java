package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.BackupException;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.RunRecord;
import io.cammanager.backup.core.catalog.Catalog;
import io.cammanager.backup.core.sqlite.DamagedException;
import java.nio.file.Files;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Whether the catalog can be read, and how the last runs in it have ended. */
final class CatalogCheck implements Check {
    private static final String NAME = "catalog";
    private static final int RUNS = 50;

    private final DoctorContext context;

    CatalogCheck(DoctorContext context) {
        this.context = context;
    }

    @Override
    public List<Finding> look() {
        List<RunRecord> runs;
        try (Catalog catalog = context.local().catalog().get()) {
            runs = catalog.runs(RUNS);
        } catch (DamagedException e) {
            return List.of(Finding.warn(
                    NAME, String.valueOf(e.getMessage()), "run sync: it makes a new one from what is in the bucket"));
        } catch (BackupException e) {
            return List.of(
                    Finding.fail(
                            NAME,
                            e.exitCode(),
                            String.valueOf(e.getMessage()),
                            Files.isWritable(context.local().state())
                                    ? null
                                    : "make the state directory writable for this user: even to read it, files are written beside it"));
        }
        if (runs.isEmpty()) {
            return List.of(Finding.ok(NAME, "no run is remembered yet"));
        }
        List<Finding> findings = new ArrayList<>();
        for (RunRecord.Kind kind : RunRecord.Kind.values()) {
            runs.stream()
                    .filter(run -> run.kind() == kind && kind != RunRecord.Kind.DOCTOR) // it is about to say so itself
                    .findFirst()
                    .map(CatalogCheck::last)
                    .ifPresent(findings::add);
        }
        return findings;
    }

    private static Finding last(RunRecord run) {
        String what = switch (run.kind()) {
            case SYNC -> "sync";
            case VERIFY -> "verify";
            case DRILL -> "drill";
            case PRUNE -> "prune-local";
            case MIRROR -> "mirror";
            case RETENTION -> "retention apply";
            case DOCTOR -> "doctor";
        };
        String when = "the last " + what + " ended " + run.ended().truncatedTo(ChronoUnit.SECONDS);
        if (run.succeeded()) {
            return Finding.ok(NAME, when + ", all was well");
        }
        String problem = run.problem() == null ? "" : ": " + Quoted.of(run.problem());
        return Finding.warn(
                NAME, when + " with exit code " + run.exitCode().code() + problem, "run " + what + " again and see");
    }
}
