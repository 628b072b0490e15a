package io.cammanager.backup.core.bucket;

import io.cammanager.backup.core.bucket.InitReport.State;
import io.cammanager.backup.core.bucket.InitReport.Step;
import io.cammanager.backup.core.store.BucketLock;
import io.cammanager.backup.core.store.LifecycleRule;
import io.cammanager.backup.core.store.LifecycleRule.Actions;
import io.cammanager.backup.core.store.LockMode;
import io.cammanager.backup.core.store.RemoteTree;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.Versioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes a bucket, or what an existing one lacks. Run again, it finds everything there. Takes nothing away. */
final class BucketSetup {
    static final int ABORT_DAYS = 7;

    private final BucketContext context;
    private final Retention retention;
    private final List<Step> steps = new ArrayList<>();

    BucketSetup(BucketContext context, Retention retention) {
        this.context = context;
        this.retention = retention;
    }

    InitReport run(InitWish wish) {
        try {
            bucket(wish);
            boolean versioned = step("versions", () -> versions(wish)).state() != State.FAILED
                    && context.admin().versioning() == Versioning.ENABLED;
            BucketLock.Default lock = wish.lock();
            if (lock != null && step("lock", () -> lock(lock)).state() != State.FAILED) {
                var unused = step("proof", () -> new LockProof(context).prove());
            }
            var unusedToo = step("uploads", this::uploads);
            if (versioned) {
                var unusedEither = step("leases", this::leases);
            }
        } catch (StoreException e) {
            throw e.endingRun();
        }
        Policies policies = new Policies(context.place().bucket(), context.prefix());
        return new InitReport(steps, policies.backup(), policies.retention());
    }

    /** A store that cannot do one thing may be able to do the next. */
    private Step step(String subject, Supplier<Step> work) {
        Step step;
        try {
            step = work.get();
        } catch (StoreException e) {
            if (!BucketContext.cannot(e)) {
                throw e;
            }
            step = new Step(subject, State.FAILED, String.valueOf(e.getMessage()));
        }
        steps.add(step);
        return step;
    }

    private void bucket(InitWish wish) {
        String name =
                "\"" + context.place().bucket() + "\" at " + context.place().endpoint();
        if (context.store().bucketExists()) {
            steps.add(new Step("bucket", State.THERE, name + " is there already"));
            return;
        }
        if (wish.lock() != null) {
            createWithLock();
        } else {
            context.store().createBucket();
        }
        steps.add(new Step("bucket", State.DONE, name + " was made"));
    }

    private void createWithLock() {
        try {
            context.admin().createBucketWithLock();
        } catch (StoreException e) {
            throw BucketContext.ending(
                    e, "the store makes no buckets with Object Lock; leave --lock away, or take a store that does");
        }
    }

    private Step versions(InitWish wish) {
        if (context.admin().versioning() == Versioning.ENABLED) {
            return new Step("versions", State.THERE, "what is overwritten or deleted stays as a version");
        }
        if (!wish.wantsVersions()) {
            return new Step(
                    "versions",
                    State.LEFT,
                    "not kept; what is replaced is copied aside first (--versioning keeps them)");
        }
        context.admin().enableVersioning();
        return context.admin().versioning() == Versioning.ENABLED
                ? new Step("versions", State.DONE, "from now on, what is overwritten or deleted stays as a version")
                : new Step(
                        "versions",
                        State.FAILED,
                        "the store took the request and keeps no versions all the same: ask who runs it");
    }

    private Step lock(BucketLock.Default asked) {
        Optional<BucketLock> before = context.admin().lock();
        BucketLock.Default there = before.map(BucketLock::byDefault).orElse(null);
        // Whoever chose the harder mode had a reason, and nobody asked for the softer one.
        BucketLock.Default wanted = there != null && there.mode() == LockMode.COMPLIANCE
                ? new BucketLock.Default(LockMode.COMPLIANCE, asked.days())
                : asked;
        if (wanted.equals(there)) {
            return new Step("lock", State.THERE, words(wanted));
        }
        try {
            context.admin().setLock(wanted);
        } catch (StoreException e) {
            throw before.isPresent() || !BucketContext.cannot(e) ? e : tooLate(e);
        }
        BucketLock.Default after =
                context.admin().lock().map(BucketLock::byDefault).orElse(null);
        if (!wanted.equals(after)) {
            return new Step(
                    "lock",
                    State.FAILED,
                    "the store took the request, and locks "
                            + (after == null ? "nothing" : "otherwise: " + words(after)) + ": ask who runs it");
        }
        return new Step(
                "lock", State.DONE, words(wanted) + (there == null ? "" : "; before: " + RuleWords.days(there.days())));
    }

    private StoreException tooLate(StoreException e) {
        return new StoreException(
                e.kind(),
                "add Object Lock to",
                context.place().bucket(),
                e.reason() + "; the bucket was made without it, and most stores cannot add it later: make another with"
                        + " bucket init --bucket NAME --lock, and sync to that one");
    }

    private static String words(BucketLock.Default lock) {
        return "each new version is locked for " + RuleWords.days(lock.days()) + " ("
                + lock.mode().word() + ")";
    }

    private Step uploads() {
        LifecycleRule rule =
                LifecycleRule.of(retention.ids().uploads(), context.prefix(), Actions.NONE.withAbort(ABORT_DAYS));
        boolean there = retention.hasRule(rule.id());
        List<String> problems = there ? List.of() : retention.setAlone(rule);
        return rule(
                "uploads",
                there,
                problems,
                there
                        ? "unfinished uploads are dropped by a rule"
                        : "unfinished uploads are dropped after " + RuleWords.days(ABORT_DAYS));
    }

    /** A lease is written anew several times a minute, and each time leaves a version. */
    private Step leases() {
        LifecycleRule rule = LifecycleRule.of(
                retention.ids().leases(), context.prefix() + RemoteTree.OWN + "lease/", Actions.NONE.withNoncurrent(1));
        boolean there = retention.hasRule(rule.id());
        List<String> problems = there ? List.of() : retention.setAlone(rule);
        return rule("leases", there, problems, "older versions of the lease are dropped after 1 day");
    }

    private static Step rule(String subject, boolean there, List<String> problems, String text) {
        return problems.isEmpty()
                ? new Step(subject, there ? State.THERE : State.DONE, text)
                : new Step(subject, State.FAILED, String.join("; ", problems));
    }
}
