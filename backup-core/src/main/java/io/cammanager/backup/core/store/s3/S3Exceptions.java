package io.cammanager.backup.core.store.s3;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Turns what the SDK throws into {@link StoreException}. The only place that looks at status codes and error codes. */
final class S3Exceptions {
    private static final Map<String, Kind> BY_CODE = ImmutableMap.<String, Kind>builder()
            .put("NoSuchBucket", Kind.BUCKET_MISSING)
            .put("NoSuchKey", Kind.NOT_FOUND)
            .put("NoSuchUpload", Kind.NOT_FOUND)
            .put("AccessDenied", Kind.DENIED)
            .put("InvalidAccessKeyId", Kind.DENIED)
            .put("SignatureDoesNotMatch", Kind.DENIED)
            .put("AuthorizationHeaderMalformed", Kind.DENIED)
            .put("ExpiredToken", Kind.DENIED)
            .put("InvalidToken", Kind.DENIED)
            .put("RequestTimeTooSkewed", Kind.CLOCK_SKEW)
            .put("BadDigest", Kind.DIGEST_MISMATCH)
            .put("InvalidDigest", Kind.DIGEST_MISMATCH)
            .put("XAmzContentSHA256Mismatch", Kind.DIGEST_MISMATCH)
            .put("XAmzContentChecksumMismatch", Kind.DIGEST_MISMATCH)
            .put("PreconditionFailed", Kind.PRECONDITION_FAILED)
            .put("ConditionalRequestConflict", Kind.CONFLICT)
            .put("OperationAborted", Kind.CONFLICT)
            .put("RestoreAlreadyInProgress", Kind.CONFLICT)
            .put("EntityTooLarge", Kind.TOO_LARGE)
            .put("MaxMessageLengthExceeded", Kind.TOO_LARGE)
            .put("QuotaExceeded", Kind.STORAGE_FULL)
            .put("XMinioStorageFull", Kind.STORAGE_FULL)
            .put("XMinioAdminBucketQuotaExceeded", Kind.STORAGE_FULL)
            .put("NotImplemented", Kind.NOT_IMPLEMENTED)
            .put("SlowDown", Kind.THROTTLED)
            .put("ServiceUnavailable", Kind.THROTTLED)
            .put("TooManyRequests", Kind.THROTTLED)
            .put("RequestTimeout", Kind.UNAVAILABLE)
            .put("IncompleteBody", Kind.UNAVAILABLE)
            .put("InternalError", Kind.UNAVAILABLE)
            .put("InvalidObjectState", Kind.COLD)
            .buildOrThrow();

    private final S3Config config;
    private final RenewableCredentials credentials;

    S3Exceptions(S3Config config, RenewableCredentials credentials) {
        this.config = config;
        this.credentials = credentials;
    }

    /** Does the call, and classifies what it throws. */
    <T> T translate(String operation, String subject, Supplier<T> call) {
        AwsCredentials used = credentials.latest();
        try {
            return call.get();
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException e) {
            // Whatever the SDK throws, it was over an answer: what we hand it is checked before.
            StoreException failure = classify(operation, subject, e);
            throw isPutRight(failure.kind(), e, used) ? failure.putRight() : failure;
        } catch (StackOverflowError e) {
            // The SDK's XML parser goes down one call a level; an answer without end must not end the worker.
            throw new StoreException(Kind.UNAVAILABLE, operation, subject, "an answer nested too deep", 0, e);
        }
    }

    /** As {@link #translate}, for a call that sends a body: its own failure to be read outweighs what came of it. */
    <T> T translateSend(String operation, String subject, SendingBody body, Supplier<T> call) {
        try {
            return translate(operation, subject, call);
        } catch (StoreException e) {
            IOException local = body.failure();
            if (local == null || e.kind() == Kind.INTERRUPTED) {
                throw e;
            }
            String reason = "reading the local bytes failed: " + local.getMessage();
            throw new StoreException(Kind.LOCAL_READ, operation, subject, reason, 0, local);
        }
    }

    /** Says whether the same request would be sent otherwise now: with other keys, or by the server's clock. */
    private boolean isPutRight(Kind kind, Exception failure, @Nullable AwsCredentials used) {
        return switch (kind) {
            case DENIED -> credentials.renew(used);
            // From such an answer on, the SDK signs by that clock, in the whole process.
            case CLOCK_SKEW -> time(failure).ahead() != null;
            default -> false;
        };
    }

    private ServerTime time(Exception failure) {
        AwsErrorDetails details = failure instanceof AwsServiceException aws ? aws.awsErrorDetails() : null;
        return new ServerTime(details == null ? null : details.sdkHttpResponse(), config.clock());
    }

    StoreException classify(String operation, String subject, Exception failure) {
        return failure instanceof SdkServiceException answer
                ? ofAnswer(operation, subject, answer)
                : ConnectionFailures.classify(operation, subject, failure, config);
    }

    private StoreException ofAnswer(String operation, String subject, SdkServiceException answer) {
        AwsErrorDetails details = answer instanceof AwsServiceException aws ? aws.awsErrorDetails() : null;
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        Kind kind = BY_CODE.getOrDefault(code, byStatus(answer.statusCode()));
        ServerTime time = time(answer);
        String words = words(code, answer.statusCode(), details);
        String reason = reason(kind, words, time);
        return new StoreException(kind, operation, subject, reason, time.retryAfterMillis(), answer);
    }

    private static Kind byStatus(int status) {
        return switch (status) {
            case 401, 403 -> Kind.DENIED;
            case 404 -> Kind.NOT_FOUND;
            case 412 -> Kind.PRECONDITION_FAILED;
            case 413 -> Kind.TOO_LARGE;
            case 429, 503 -> Kind.THROTTLED;
            case 501 -> Kind.NOT_IMPLEMENTED;
            case 507 -> Kind.STORAGE_FULL;
            case 408 -> Kind.UNAVAILABLE;
            // A 200 whose body says that the request failed after all, with a code that we do not know.
            case 200 -> Kind.UNAVAILABLE;
            default -> status >= 500 ? Kind.UNAVAILABLE : Kind.REJECTED;
        };
    }

    private String reason(Kind kind, String words, ServerTime time) {
        return switch (kind) {
            case DENIED -> "the store refused access key " + accessKey() + " (" + words + ")";
            case BUCKET_MISSING -> "there is no bucket " + config.bucket() + " at " + config.address();
            case CLOCK_SKEW -> clockOff(time.ahead()) + " (" + words + ")";
            case DIGEST_MISMATCH -> "the bytes that arrived are not those that were announced (" + words + ")";
            case STORAGE_FULL -> "the store is full (" + words + ")";
            case COLD ->
                "it lies in a cold storage class and cannot be read before it is fetched back, which takes from minutes to"
                        + " two days: backup-cli restore asks the store for that (" + words + ")";
            default -> words;
        };
    }

    private static String words(String code, int status, @Nullable AwsErrorDetails details) {
        String message = details == null ? null : details.errorMessage();
        StringBuilder words = new StringBuilder("status ").append(status);
        if (!code.isEmpty() && !code.equals(Integer.toString(status))) {
            words.append(' ').append(code);
        }
        if (message != null && !message.isBlank() && !message.equals(code)) {
            words.append(": ").append(message.strip().replaceAll("\\.$", ""));
        }
        return words.toString();
    }

    private static String clockOff(@Nullable Duration ahead) {
        if (ahead == null) {
            return "the clocks of this machine and of the store are too far apart";
        }
        Duration off = ahead.abs();
        String text = off.toHours() > 0 ? off.toHours() + " h " + off.toMinutesPart() + " min" : minutes(off);
        return "the clock of this machine is off by " + text + ", " + (ahead.isNegative() ? "behind" : "ahead of")
                + " the store's: set it right";
    }

    private static String minutes(Duration off) {
        return off.toMinutes() + " min " + off.toSecondsPart() + " s";
    }

    /** Who was refused: an id that everyone may see, unlike its secret. */
    private String accessKey() {
        AwsCredentials latest = credentials.latest();
        return latest == null ? "found in the environment" : latest.accessKeyId();
    }

    /** Says whether the bucket could not be created because it is there already, and ours. */
    static boolean saysAlreadyOurs(StoreException failure) {
        Throwable cause = Throwables.getRootCause(failure);
        return cause instanceof AwsServiceException answer
                && answer.awsErrorDetails() != null
                && "BucketAlreadyOwnedByYou".equals(answer.awsErrorDetails().errorCode());
    }
}
