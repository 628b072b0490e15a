package io.cammanager.backup.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLineTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "0x22,\\\"",
                "0x5c,\\\\",
                "0x0a,\\n",
                "0x00,\\u0000",
                "0x7f,\\u007f",
                "0x2028,\\u2028",
                "0x202e,\\u202e",
                "0xd800,\\ud800",
                "0xe9,é",
                "0x1f600,😀"
            })
    void charactersAreEscapedWhereTheyMustBe(String codePoint, String escaped) {
        String text = Character.toString(Integer.decode(codePoint));

        assertThat(JsonLine.of("x").put("v", text)).hasToString("{\"message_type\":\"x\",\"v\":\"" + escaped + "\"}");
    }

    @Test
    void missingValueLeavesTheFieldAway() {
        assertThat(JsonLine.of("x").putIfPresent("v", null).put("n", -1L))
                .hasToString("{\"message_type\":\"x\",\"n\":-1}");
    }
}
