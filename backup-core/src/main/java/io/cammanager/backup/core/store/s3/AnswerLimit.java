package io.cammanager.backup.core.store.s3;

import com.google.common.io.ByteStreams;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Cuts off an answer that is not an object and has no end: the SDK would read it into memory. */
final class AnswerLimit implements ExecutionInterceptor {
    /** Far above a page of 1,000 keys of 1,024 bytes, each byte of them url encoded. */
    private static final long MAX_BYTES = 32L << 20;

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.request() instanceof GetObjectRequest
                        && context.httpResponse().isSuccessful()
                ? context.responseBody()
                : context.responseBody().map(body -> ByteStreams.limit(body, MAX_BYTES));
    }
}
