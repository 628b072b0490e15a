package io.cammanager.backup.core.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Keys, requests and signatures are those of the examples in Amazon's "Signature calculations for the Authorization header". */
class PresetPayloadSignerTest {
    private static final AwsCredentialsIdentity EXAMPLE_KEY =
            AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    private static final Instant EXAMPLE_TIME = Instant.parse("2013-05-24T00:00:00Z");

    @Test
    void signsTheExampleOfAPut() {
        SdkHttpRequest request = request(SdkHttpMethod.PUT, "/test%24file.text", "Welcome to Amazon S3.")
                .putHeader("Date", "Fri, 24 May 2013 00:00:00 GMT")
                .putHeader("x-amz-storage-class", "REDUCED_REDUNDANCY")
                .build();

        assertThat(authorization(request))
                .isEqualTo("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                        + "SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class, "
                        + "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void signsTheExampleOfARangedGet() {
        SdkHttpRequest request = request(SdkHttpMethod.GET, "/test.txt", "")
                .putHeader("Range", "bytes=0-9")
                .build();

        assertThat(authorization(request)).endsWith("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void signsTheExampleOfAParameterWithoutValue() {
        SdkHttpRequest request = request(SdkHttpMethod.GET, "/", "")
                .putRawQueryParameter("lifecycle", (String) null)
                .build();

        assertThat(authorization(request)).endsWith("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
    }

    @Test
    void signsTheExampleOfAListing() {
        SdkHttpRequest request = request(SdkHttpMethod.GET, "/", "")
                .putRawQueryParameter("prefix", "J")
                .putRawQueryParameter("max-keys", "2")
                .build();

        assertThat(authorization(request)).endsWith("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @Test
    void leavesOutWhatTheWayMayChangeAndSignsATokenAndAnOddPort() {
        SdkHttpRequest request = request(SdkHttpMethod.PUT, "/key", "")
                .host("127.0.0.1")
                .protocol("http")
                .port(9000)
                .putHeader("User-Agent", "x")
                .putHeader("Expect", "100-continue")
                .putHeader("amz-sdk-request", "attempt=1")
                .build();

        SdkHttpRequest signed = PresetPayloadSigner.sign(
                request, AwsSessionCredentials.create("key", "secret", "token"), "us-east-1", "s3", EXAMPLE_TIME);

        assertThat(signed.firstMatchingHeader("Host")).contains("127.0.0.1:9000");
        assertThat(signed.firstMatchingHeader("Authorization"))
                .hasValueSatisfying(value -> assertThat(value)
                        .contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,"));
    }

    private static SdkHttpFullRequest.Builder request(SdkHttpMethod method, String path, String body) {
        return SdkHttpFullRequest.builder()
                .method(method)
                .protocol("https")
                .host("examplebucket.s3.amazonaws.com")
                .encodedPath(path)
                .putHeader(
                        PresetPayloadSigner.PAYLOAD_HASH,
                        Hashing.sha256().hashString(body, UTF_8).toString());
    }

    private static String authorization(SdkHttpRequest request) {
        return PresetPayloadSigner.sign(request, EXAMPLE_KEY, "us-east-1", "s3", EXAMPLE_TIME)
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }
}
