package io.cammanager.backup.core.store.s3;

import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Drops from a page of a listing what it repeats of the request. Nobody reads it here, but the SDK decodes it, and fails: some
 * stores encode the keys of a page as they were asked to, and not its prefix, so that a {@code %} in one is no escape.
 */
final class IgnoredEcho implements ExecutionInterceptor {
    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        return context.response() instanceof ListObjectsV2Response page
                ? page.toBuilder().prefix(null).startAfter(null).delimiter(null).build()
                : context.response();
    }
}
