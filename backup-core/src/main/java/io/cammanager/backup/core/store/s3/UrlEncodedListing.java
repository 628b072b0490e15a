package io.cammanager.backup.core.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Decodes what a listing brings, and only that. The SDK would decode the echo of the request too, which some stores (Ceph
 * 16) do not encode, and break off over a prefix such as {@code 100%}. It comes after us, and leaves alone what no longer
 * says that it is encoded.
 */
final class UrlEncodedListing implements ExecutionInterceptor {
    @Override
    public SdkResponse modifyResponse(Context.ModifyResponse context, ExecutionAttributes attributes) {
        if (context.response() instanceof ListObjectsV2Response page && page.encodingType() == EncodingType.URL) {
            return decode(page);
        }
        return context.response() instanceof ListObjectVersionsResponse page && page.encodingType() == EncodingType.URL
                ? decode(page)
                : context.response();
    }

    private static ListObjectsV2Response decode(ListObjectsV2Response page) {
        return page.toBuilder()
                .contents(page.contents().stream().map(object -> decode(object)).toList())
                .commonPrefixes(page.commonPrefixes().stream()
                        .map(prefix -> decode(prefix))
                        .toList())
                .encodingType((String) null)
                .build();
    }

    private static ListObjectVersionsResponse decode(ListObjectVersionsResponse page) {
        return page.toBuilder()
                .versions(page.versions().stream()
                        .map(version ->
                                version.toBuilder().key(decode(version.key())).build())
                        .toList())
                .deleteMarkers(page.deleteMarkers().stream()
                        .map(marker ->
                                marker.toBuilder().key(decode(marker.key())).build())
                        .toList())
                .nextKeyMarker(page.nextKeyMarker() == null ? null : decode(page.nextKeyMarker()))
                .encodingType((String) null)
                .build();
    }

    private static S3Object decode(S3Object object) {
        return object.toBuilder().key(decode(object.key())).build();
    }

    private static CommonPrefix decode(CommonPrefix prefix) {
        return prefix.toBuilder().prefix(decode(prefix.prefix())).build();
    }

    /** As forms are decoded: AWS writes a space as {@code +}, others as {@code %20}, and all write a plus as {@code %2B}. */
    private static String decode(String text) {
        return URLDecoder.decode(text, UTF_8);
    }
}
