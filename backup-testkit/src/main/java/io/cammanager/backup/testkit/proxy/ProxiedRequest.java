package io.cammanager.backup.testkit.proxy;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableMap;
import io.cammanager.backup.testkit.LoggedRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came by.
 *
 * @param number counts from 1 in the order in which requests began
 * @param request its time is that of its beginning, its status what the client was told, 0 where it was told nothing
 * @param operation S3's name; copies are told from uploads
 * @param key decoded, without the bucket
 * @param headers of the request, names in lower case; the values of secret ones are left out
 * @param traffic what the client sent and the server, or the proxy in its place, answered
 * @param rule what was done to it, or null
 * @param upstreamStatus what the server said, 0 where it said nothing or was not asked
 */
public record ProxiedRequest(
        long number,
        LoggedRequest request,
        String operation,
        String key,
        Map<String, String> headers,
        Traffic traffic,
        @Nullable String rule,
        int upstreamStatus) {
    /** The two bodies as their sender sent them: bytes of payload, and SHA-256 in hexadecimal digits. */
    public record Traffic(long bytesIn, String sha256In, long bytesOut, String sha256Out) {}

    public ProxiedRequest {
        headers = ImmutableMap.copyOf(headers);
    }

    public int status() {
        return request.status();
    }

    /** Returns the request as one line of JSON. */
    public String toJson() {
        return ("{\"seq\":%d,\"time\":\"%s\",\"op\":\"%s\",\"method\":\"%s\",\"key\":\"%s\",\"query\":\"%s\",\"range\":\"%s\","
                        + "\"in\":%d,\"out\":%d,\"sha256_in\":\"%s\",\"sha256_out\":\"%s\",\"rule\":\"%s\",\"upstream\":%d,"
                        + "\"status\":%d}")
                .formatted(
                        number,
                        request.time(),
                        LoggedRequest.quote(operation),
                        LoggedRequest.quote(request.method()),
                        LoggedRequest.quote(key),
                        LoggedRequest.quote(request.query()),
                        LoggedRequest.quote(headers.getOrDefault("range", "")),
                        traffic.bytesIn,
                        traffic.bytesOut,
                        traffic.sha256In,
                        traffic.sha256Out,
                        LoggedRequest.quote(Strings.nullToEmpty(rule)),
                        upstreamStatus,
                        status());
    }
}
