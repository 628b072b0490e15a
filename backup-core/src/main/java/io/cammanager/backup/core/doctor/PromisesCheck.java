package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.store.StoreProbe;
import io.cammanager.backup.core.store.StoreTraits;
import io.cammanager.backup.core.store.StoreTraits.Enforcement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the store promises, tried from its negative side as the first sync does. */
final class PromisesCheck implements Check {
    private final DoctorContext context;
    private final Scratch scratch;
    private @Nullable StoreTraits seen;

    PromisesCheck(DoctorContext context, Scratch scratch) {
        this.context = context;
        this.scratch = scratch;
    }

    @Override
    public List<Finding> look() {
        StoreTraits traits = new StoreProbe(context.random())
                .probeIn(
                        context.remote().stores(),
                        scratch.folder(),
                        context.remote().checksums());
        seen = traits;
        return List.of(
                Finding.ok(
                        "checksums",
                        "the way that works: " + traits.checksums().name().toLowerCase(Locale.ROOT)),
                payload(traits),
                md5(traits),
                condition("If-None-Match", traits.conditionalPut(), "a second object in the place of a first one"),
                condition("If-Match", traits.conditionalReplace(), "one in the place of another than the named one"),
                deletion(traits),
                etag(traits));
    }

    /** Says whether the store was seen to take one new object where another one was stored before. */
    boolean isConditionIgnored() {
        return seen != null && !holds(seen.conditionalPut());
    }

    /** A sync goes by what it saw when it last tried the store, which may have been set otherwise since. */
    List<Finding> remembered() {
        String name = "remembered";
        Optional<StoreTraits> known = context.local().memory().traits();
        if (seen == null || known.isEmpty()) {
            return List.of(Finding.ok(name, "nothing of the store yet"));
        }
        if (known.get().equals(seen)) {
            return List.of(Finding.ok(name, "the store does what it did when a sync last tried it"));
        }
        String found = "the store does not do what it did when a sync last tried it";
        return List.of(
                context.local().memory().doubtTraits()
                        ? Finding.warn(name, found, "none needed: the next sync tries it again")
                        : stillCounted(name, found, known.get()));
    }

    private Finding stillCounted(String name, String found, StoreTraits known) {
        String what = found + ", and syncs count on that for up to a week";
        String remedy = "make the state in " + Quoted.of(context.local().state().toString())
                + " writable for this user, and run doctor again: it lets the next sync try the store again";
        return holds(known.conditionalPut()) && isConditionIgnored()
                ? Finding.fail(name, ExitCode.SAFETY_STOP, what + " for its lease", remedy)
                : Finding.warn(name, what, remedy);
    }

    private static Finding payload(StoreTraits traits) {
        return holds(traits.payloadHash())
                ? Finding.ok("wrong SHA-256", "refused (x-amz-content-sha256): damage on the way cannot be stored")
                : Finding.warn(
                        "wrong SHA-256",
                        "not refused (x-amz-content-sha256)",
                        holds(traits.contentMd5())
                                ? "none needed: uploads carry an MD5, which costs time"
                                : "run sync --verify=data now and then: only reading back shows damage on the way");
    }

    private static Finding md5(StoreTraits traits) {
        return Finding.ok(
                "wrong MD5", holds(traits.contentMd5()) ? "refused (Content-MD5)" : "not refused (Content-MD5)");
    }

    private static Finding condition(String name, Enforcement enforcement, String what) {
        return holds(enforcement)
                ? Finding.ok(name, "honoured: " + what + " is refused")
                : Finding.warn(
                        name,
                        "not honoured: " + what + " is taken",
                        "let only one machine back up to one prefix; the lease falls back to lock objects");
    }

    /** Few stores know it, and removing does not rest on it. */
    private static Finding deletion(StoreTraits traits) {
        return Finding.ok(
                "DELETE If-Match",
                holds(traits.conditionalDelete())
                        ? "honoured"
                        : "not supported: what is removed is kept first, or removed by its exact version");
    }

    private static Finding etag(StoreTraits traits) {
        return Finding.ok(
                "ETag",
                holds(traits.etagIsMd5())
                        ? "the MD5 of what was stored"
                        : "not the MD5 of what was stored: uploads are proven by other sums and by HEAD");
    }

    private static boolean holds(Enforcement enforcement) {
        return enforcement == Enforcement.HOLDS;
    }
}
