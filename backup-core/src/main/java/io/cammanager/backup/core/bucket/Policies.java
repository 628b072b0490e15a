package io.cammanager.backup.core.bucket;

import com.google.common.collect.ImmutableList;
import io.cammanager.backup.core.store.RemoteTree;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The least rights with which the backup works, as policy documents of AWS IAM, which MinIO and Ceph understand too: one for the
 * key that lies on the recorder, and can neither delete a version nor change the bucket, and one for the key that is kept
 * elsewhere, and sets rules and holds. Neither may lift a lock before its time.
 */
final class Policies {
    private static final List<String> BUCKET_RIGHTS = List.of(
            "s3:ListBucket",
            "s3:ListBucketVersions",
            "s3:ListBucketMultipartUploads",
            "s3:GetBucketLocation",
            "s3:GetBucketVersioning",
            "s3:GetBucketObjectLockConfiguration",
            "s3:GetLifecycleConfiguration");
    private static final List<String> READ_RIGHTS =
            List.of("s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectRetention", "s3:GetObjectLegalHold");
    private static final List<String> WRITE_RIGHTS =
            List.of("s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts");
    /** Fetching back from a cold class only makes a copy that can be read, for some days. */
    private static final List<String> RESTORE_RIGHTS = ImmutableList.<String>builder()
            .addAll(READ_RIGHTS)
            .add("s3:RestoreObject")
            .build();

    private final String bucket;
    private final String prefix;

    Policies(String bucket, String prefix) {
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /** Returns the rights of the key that backs up and restores. It deletes only what it has put below its own folder. */
    String backup() {
        return document(List.of(
                statement("ReadTheBucket", BUCKET_RIGHTS, resource("")),
                statement("ReadRecordings", RESTORE_RIGHTS, resource("/" + prefix + "*")),
                statement("SendRecordings", WRITE_RIGHTS, resource("/" + prefix + "*")),
                statement(
                        "DropItsOwnNotes", List.of("s3:DeleteObject"), resource("/" + prefix + RemoteTree.OWN + "*"))));
    }

    /** Returns the rights of the key that sets rules and holds, and removes. */
    String retention() {
        return document(List.of(
                statement("ReadTheBucket", BUCKET_RIGHTS, resource("")),
                statement("SetRules", List.of("s3:PutLifecycleConfiguration"), resource("")),
                statement("ReadRecordings", READ_RIGHTS, resource("/" + prefix + "*")),
                statement(
                        "RemoveAndHold",
                        List.of(
                                "s3:DeleteObject",
                                "s3:DeleteObjectVersion",
                                "s3:PutObjectLegalHold",
                                "s3:PutObjectRetention"),
                        resource("/" + prefix + "*")),
                statement("WriteItsOwnNotes", List.of("s3:PutObject"), resource("/" + prefix + RemoteTree.OWN + "*"))));
    }

    private String resource(String rest) {
        return "arn:aws:s3:::" + bucket + rest;
    }

    private static String document(List<String> statements) {
        return "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n" + String.join(",\n", statements) + "\n  ]\n}";
    }

    private static String statement(String id, List<String> actions, String resource) {
        String list = actions.stream()
                .map(action -> "        " + quoted(action))
                .collect(Collectors.joining(",\n", "[\n", "\n      ]"));
        return "    {\n      \"Sid\": " + quoted(id) + ",\n      \"Effect\": \"Allow\",\n      \"Action\": " + list
                + ",\n      \"Resource\": " + quoted(resource) + "\n    }";
    }

    /** A prefix may hold any printable character; in a policy, {@code *} and {@code ?} stand for others. */
    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", c));
            } else {
                json.append((char) c);
            }
        });
        return json.append('"').toString();
    }
}
