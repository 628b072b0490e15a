package io.cammanager.backup.core.store.s3;

import io.cammanager.backup.core.store.ReadRequest;
import io.cammanager.backup.core.store.StoreException;
import io.cammanager.backup.core.store.StoreException.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Asks for a range of an object as HTTP does (RFC 9110, section 14), and reads of which range the answer is. */
final class AnsweredRange {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18})");

    private AnsweredRange() {}

    /** Returns the header that asks for the bytes, or null when all are wanted. */
    static @Nullable String header(ReadRequest request) {
        if (request.isWhole()) {
            return null;
        }
        boolean toTheEnd = request.length() > Long.MAX_VALUE - request.offset();
        return "bytes=" + request.offset() + "-" + (toTheEnd ? "" : request.offset() + request.length() - 1);
    }

    /** Returns how many bytes the whole object has, once it is sure that the bytes that come are those that were asked for. */
    static long objectSize(ReadRequest request, GetObjectResponse answer) {
        Long length = answer.contentLength();
        if (length == null) {
            throw failure(Kind.UNAVAILABLE, request, "an answer without a length");
        }
        if (request.isWhole()) {
            return length;
        }
        Matcher range = CONTENT_RANGE.matcher(answer.contentRange() == null ? "" : answer.contentRange());
        if (!range.matches()) {
            throw failure(Kind.NOT_IMPLEMENTED, request, "the store gave out all of it where a part was wanted");
        }
        if (Long.parseLong(range.group(1)) != request.offset() || length > request.length()) {
            throw failure(Kind.UNAVAILABLE, request, "the store gave out another part than was wanted");
        }
        return Long.parseLong(range.group(2));
    }

    private static StoreException failure(Kind kind, ReadRequest request, String reason) {
        return new StoreException(kind, "get", request.key().value(), reason);
    }
}
