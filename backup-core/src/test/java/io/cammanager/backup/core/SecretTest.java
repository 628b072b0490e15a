package io.cammanager.backup.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void showsNothingOfItself() {
        Secret secret = Secret.of("minioadmin123");

        assertThat(secret).hasToString("***");
        assertThat(secret.reveal()).isEqualTo("minioadmin123");
    }

    @Test
    void equalsAnotherOfTheSameText() {
        assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    }
}
