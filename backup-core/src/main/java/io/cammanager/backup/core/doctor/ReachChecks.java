package io.cammanager.backup.core.doctor;

import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.core.Quoted;
import io.cammanager.backup.core.store.StoreException;
import java.time.Duration;
import java.util.List;

/** The way to the bucket: endpoint, keys, bucket, clock. */
final class ReachChecks {
    /** S3 refuses requests that are 15 minutes off; a drift of this much is on its way there. */
    private static final Duration DRIFT = Duration.ofMinutes(1);

    private final DoctorContext context;

    ReachChecks(DoctorContext context) {
        this.context = context;
    }

    /** One request tells of all three. */
    List<Finding> endpoint() {
        String endpoint = context.remote().stores().endpoint();
        Finding answers = Finding.ok(Steps.ENDPOINT, endpoint + " answers");
        Finding accepted = Finding.ok(Steps.KEYS, "accepted, and may list");
        String bucket = Quoted.of(context.remote().stores().bucket());
        try {
            return context.remote().storeOnce().bucketExists()
                    ? List.of(answers, accepted, Finding.ok(Steps.BUCKET, bucket + " is there"))
                    : List.of(
                            answers,
                            accepted,
                            Finding.fail(
                                    Steps.BUCKET,
                                    ExitCode.BUCKET_MISSING,
                                    "there is no bucket " + bucket + " at " + endpoint,
                                    "check S3_BUCKET and S3_ENDPOINT, or make it with bucket init"));
        } catch (StoreException e) {
            return switch (e.kind()) {
                case DENIED -> hasAnswered() ? List.of(answers, refusedKeys(e)) : List.of(notAsked(endpoint, e));
                case CLOCK_SKEW ->
                    List.of(
                            answers,
                            Finding.fail(Steps.KEYS, e.exitCode(), e.reason(), "set this machine's clock right"));
                default ->
                    List.of(Finding.fail(
                            Steps.ENDPOINT,
                            e.exitCode(),
                            e.reason().contains(endpoint) ? e.reason() : endpoint + ": " + e.reason(),
                            "check S3_ENDPOINT, the network and, with https, S3_CA_CERT"));
            };
        }
    }

    /** Without keys no request leaves this machine, so that nothing can be said of the store. */
    private boolean hasAnswered() {
        try {
            boolean unused = context.remote().stores().clockAhead().isPresent();
            return true;
        } catch (StoreException e) {
            return false;
        }
    }

    private static Finding notAsked(String endpoint, StoreException e) {
        return Finding.fail(
                Steps.ENDPOINT,
                e.exitCode(),
                endpoint + " was not asked: " + e.reason(),
                "set S3_ACCESS_KEY and S3_SECRET_KEY");
    }

    private static Finding refusedKeys(StoreException e) {
        return Finding.fail(
                Steps.KEYS,
                e.exitCode(),
                e.reason(),
                "check S3_ACCESS_KEY and S3_SECRET_KEY, and that the key may list this bucket");
    }

    List<Finding> tls() {
        return List.of(
                switch (context.surroundings().way()) {
                    case TLS -> Finding.ok("TLS", "the server's certificate was verified");
                    case LOOPBACK -> Finding.ok("TLS", "none, and none needed: requests do not leave this machine");
                    case IN_THE_CLEAR ->
                        Finding.warn(
                                "TLS",
                                "none: who listens on the way reads names, and recordings that are not encrypted",
                                "use https outside a private network");
                });
    }

    List<Finding> clock() {
        return List.of(context.remote()
                .stores()
                .clockAhead()
                .map(ReachChecks::drift)
                .orElseGet(() -> Finding.unknown("clock", "the store does not tell its time")));
    }

    private static Finding drift(Duration ahead) {
        String off = ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of") + " the store's";
        return ahead.abs().compareTo(DRIFT) > 0
                ? Finding.warn("clock", "this machine's is " + off, "set it right, or let NTP do so")
                : Finding.ok("clock", "this machine's agrees with the store's");
    }
}
