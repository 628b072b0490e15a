package io.cammanager.backup.core.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cammanager.backup.core.Secret;
import io.cammanager.backup.core.store.s3.S3Config.PathStyle;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3ConfigTest {
    private static final URI ENDPOINT = URI.create("http://minio:9000");

    @Test
    void namesTheBucketInThePathWheneverAnEndpointIsGiven() {
        S3Config aws = S3Config.builder("recordings").build();
        S3Config minio = S3Config.builder("recordings").endpoint(ENDPOINT).build();
        S3Config hosted = S3Config.builder("recordings")
                .endpoint(ENDPOINT)
                .pathStyle(PathStyle.OFF)
                .build();

        assertThat(aws.usesPathStyle()).isFalse();
        assertThat(minio.usesPathStyle()).isTrue();
        assertThat(hosted.usesPathStyle()).isFalse();
    }

    @Test
    void doesNotShowItsCredentials() {
        S3Config config = S3Config.builder("recordings")
                .credentials(Secret.of("some-key"), Secret.of("some-secret"))
                .build();

        assertThat(config.toString()).doesNotContain("some-key", "some-secret");
    }

    @Test
    void refusesHalfOfTheCredentials() {
        S3Config.Builder builder = S3Config.builder("recordings").credentials(Secret.of("key"), null);

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("together");
    }

    @ParameterizedTest
    @ValueSource(strings = {"minio:9000", "ftp://minio", "http:///", "minio"})
    void refusesAnEndpointThatIsNoAddress(String endpoint) {
        S3Config.Builder builder = S3Config.builder("recordings").endpoint(URI.create(endpoint));

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining(endpoint);
    }
}
