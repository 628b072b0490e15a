package io.cammanager.backup.core.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Locale.ROOT;

import com.google.common.hash.Hashing;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Signs a request whose {@code x-amz-content-sha256} is set already with just that hash (Signature Version 4). The SDK's
 * signer would hash the body again while it is sent, so that bytes that changed since we hashed them would be signed as
 * good; this way the store refuses them. Requests without a preset hash go to the SDK's signer.
 */
final class PresetPayloadSigner implements HttpSigner<AwsCredentialsIdentity> {
    static final String PAYLOAD_HASH = "x-amz-content-sha256";

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final HttpSigner<AwsCredentialsIdentity> standard = AwsV4HttpSigner.create();

    @Override
    public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
        SdkHttpRequest plain = request.request();
        if (plain.firstMatchingHeader(PAYLOAD_HASH).isEmpty()) {
            return standard.sign(request);
        }
        Clock clock = request.hasProperty(SIGNING_CLOCK) ? request.requireProperty(SIGNING_CLOCK) : Clock.systemUTC();
        SdkHttpRequest signed = sign(
                plain,
                request.identity(),
                request.requireProperty(AwsV4HttpSigner.REGION_NAME),
                request.requireProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME),
                clock.instant());
        return SignedRequest.builder()
                .request(signed)
                .payload(request.payload().orElse(null))
                .build();
    }

    @Override
    public CompletableFuture<AsyncSignedRequest> signAsync(AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
        return standard.signAsync(request);
    }

    static SdkHttpRequest sign(
            SdkHttpRequest plain, AwsCredentialsIdentity identity, String region, String service, Instant now) {
        String timestamp = TIMESTAMP.format(now);
        SdkHttpRequest.Builder request =
                plain.toBuilder().putHeader("Host", host(plain)).putHeader("X-Amz-Date", timestamp);
        if (identity instanceof AwsSessionCredentialsIdentity session) {
            request.putHeader("X-Amz-Security-Token", session.sessionToken());
        }
        SdkHttpRequest complete = request.build();
        SortedMap<String, String> headers = signedHeaders(complete.headers());
        String names = String.join(";", headers.keySet());
        String canonical = canonicalRequest(complete, headers, names);
        String scope = timestamp.substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
        String toSign = ALGORITHM + "\n" + timestamp + "\n" + scope + "\n"
                + Hashing.sha256().hashString(canonical, UTF_8);
        byte[] key = ("AWS4" + identity.secretAccessKey()).getBytes(UTF_8);
        for (String step : scope.split("/", -1)) {
            key = hmac(key, step);
        }
        String signature = Hashing.hmacSha256(key).hashString(toSign, UTF_8).toString();
        String authorization = ALGORITHM + " Credential=" + identity.accessKeyId() + "/" + scope + ", SignedHeaders="
                + names + ", Signature=" + signature;
        return request.putHeader("Authorization", authorization).build();
    }

    private static String canonicalRequest(SdkHttpRequest request, Map<String, String> headers, String names) {
        StringBuilder text = new StringBuilder(512)
                .append(request.method().name())
                .append('\n')
                .append(request.encodedPath().isEmpty() ? "/" : request.encodedPath())
                .append('\n')
                .append(canonicalQuery(request.rawQueryParameters()))
                .append('\n');
        headers.forEach(
                (name, value) -> text.append(name).append(':').append(value).append('\n'));
        return text.append('\n')
                .append(names)
                .append('\n')
                .append(headers.get(PAYLOAD_HASH))
                .toString();
    }

    private static String canonicalQuery(Map<String, List<String>> parameters) {
        return parameters.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(value -> SdkHttpUtils.urlEncode(entry.getKey()) + "="
                                + (value == null ? "" : SdkHttpUtils.urlEncode(value))))
                .sorted()
                .collect(Collectors.joining("&"));
    }

    private static SortedMap<String, String> signedHeaders(Map<String, List<String>> all) {
        SortedMap<String, String> signed = new TreeMap<>();
        all.forEach((name, values) -> {
            String lower = name.toLowerCase(ROOT);
            if (isStable(lower)) {
                signed.put(
                        lower,
                        values.stream()
                                .map(value -> value.trim().replaceAll(" +", " "))
                                .collect(Collectors.joining(",")));
            }
        });
        return signed;
    }

    /** Leaves out what the HTTP client or a proxy on the way may add or change. */
    private static boolean isStable(String header) {
        return switch (header) {
            case "authorization", "connection", "expect", "user-agent", "transfer-encoding", "x-amzn-trace-id" -> false;
            default -> !header.startsWith("amz-sdk-");
        };
    }

    private static String host(SdkHttpRequest request) {
        boolean standardPort = SdkHttpUtils.isUsingStandardPort(request.protocol(), request.port());
        return standardPort ? request.host() : request.host() + ":" + request.port();
    }

    private static byte[] hmac(byte[] key, String text) {
        return Hashing.hmacSha256(key).hashString(text, UTF_8).asBytes();
    }
}
