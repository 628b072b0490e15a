package io.cammanager.backup.testkit;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request as the server saw it.
 *
 * @param time when its answer began
 * @param path as it was sent, percent-encoding included
 * @param query as it was sent, without the question mark; empty when there was none
 * @param status of the answer
 */
public record LoggedRequest(Instant time, String method, String path, String query, int status) {
    /** What a sub-resource is called in the names of S3's operations. */
    private static final ImmutableList<String> SUB_RESOURCES = ImmutableList.of(
            "acl", "cors", "encryption", "lifecycle", "location", "policy", "retention", "tagging", "versioning");

    /** Returns S3's name of the operation, such as {@code ListObjectsV2} or {@code UploadPart}. */
    public String operation() {
        String target = path.startsWith("/") ? path.substring(1) : path;
        int slash = target.indexOf('/');
        if (target.isEmpty()) {
            return "ListBuckets";
        }
        return slash < 0 || slash == target.length() - 1 ? bucketOperation() : objectOperation();
    }

    private String bucketOperation() {
        return switch (method) {
            case "HEAD" -> "HeadBucket";
            case "PUT" -> named("Put", "Bucket", "CreateBucket");
            case "DELETE" -> named("Delete", "Bucket", "DeleteBucket");
            case "POST" -> has("delete") ? "DeleteObjects" : "PostObject";
            case "GET" -> listing();
            default -> method;
        };
    }

    private String listing() {
        if (has("uploads")) {
            return "ListMultipartUploads";
        }
        if (has("versions")) {
            return "ListObjectVersions";
        }
        return named("Get", "Bucket", "2".equals(value("list-type")) ? "ListObjectsV2" : "ListObjects");
    }

    private String objectOperation() {
        boolean multipart = has("uploadId");
        return switch (method) {
            case "HEAD" -> "HeadObject";
            case "GET" -> multipart ? "ListParts" : named("Get", "Object", "GetObject");
            case "PUT" -> multipart ? "UploadPart" : named("Put", "Object", "PutObject");
            case "DELETE" -> multipart ? "AbortMultipartUpload" : named("Delete", "Object", "DeleteObject");
            case "POST" -> multipart ? "CompleteMultipartUpload" : "CreateMultipartUpload";
            default -> method;
        };
    }

    private String named(String verb, String noun, String otherwise) {
        for (String resource : SUB_RESOURCES) {
            if (has(resource)) {
                return verb + noun + resource.substring(0, 1).toUpperCase(Locale.ROOT) + resource.substring(1);
            }
        }
        return otherwise;
    }

    private boolean has(String parameter) {
        return value(parameter) != null;
    }

    private @Nullable String value(String parameter) {
        for (String pair : Splitter.on('&').split(query)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (name.equals(parameter)) {
                return equals < 0 ? "" : pair.substring(equals + 1);
            }
        }
        return null;
    }

    /** Returns the request as one line of JSON, its operation included. */
    public String toJson() {
        return "{\"time\":\"%s\",\"operation\":\"%s\",\"method\":\"%s\",\"path\":\"%s\",\"query\":\"%s\",\"status\":%d}"
                .formatted(time, quote(operation()), quote(method), quote(path), quote(query), status);
    }

    /** Returns a text as it stands between the quotes of JSON. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u").append(Strings.padStart(Integer.toHexString(c), 4, '0'));
            } else {
                quoted.append(c);
            }
        }
        return quoted.toString();
    }
}
