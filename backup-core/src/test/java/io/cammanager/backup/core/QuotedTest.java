package io.cammanager.backup.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "front/2026-02-03_04-05-06.mp4",
                " sp ace ",
                "ü",
                "u\u0308",
                "📹",
                "👨\u200d👩\u200d👧",
                "a+%#?&'\"`$",
                "\ufffd",
                "日本",
                "שלום"
            })
    void leavesHarmlessNamesAlone(String name) {
        assertThat(Quoted.of(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "0a, \\n",
        "0d, \\r",
        "09, \\t",
        "1b, \\u001b",
        "07, \\u0007",
        "7f, \\u007f",
        "85, \\u0085",
        "9b, \\u009b",
        "00, \\u0000",
        "5c, \\\\",
        "200e, \\u200e",
        "200b, \\u200b",
        "2028, \\u2028",
        "2029, \\u2029",
        "202e, \\u202e",
        "2066, \\u2066",
        "061c, \\u061c",
        "feff, \\ufeff",
        "d83d, \\ud83d",
        "dcf9, \\udcf9",
        "e0001, \\udb40\\udc01",
    })
    void escapesWhatWouldActOnATerminal(String codePoint, String expected) {
        String name = "a" + Character.toString(Integer.parseInt(codePoint, 16)) + "z";

        assertThat(Quoted.of(name)).isEqualTo("a" + expected + "z");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void differentNamesLookDifferentAndAreOneLine(long seed) {
        Random random = new Random(seed);
        String alphabet = "n\n\\u00\u001b1b\ud83d\udcf9x\t";
        Map<String, String> seen = new HashMap<>();

        for (int i = 0; i < 20_000; i++) {
            StringBuilder name = new StringBuilder();
            for (int length = random.nextInt(7); length >= 0; length--) {
                name.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            String quoted = Quoted.of(name.toString());

            assertThat(seen.put(quoted, name.toString()))
                    .as("seed %s, %s", seed, quoted)
                    .isIn(null, name.toString());
            assertThat(quoted.chars().noneMatch(c -> c < ' ' || c == 0x7f))
                    .as("seed %s, %s", seed, quoted)
                    .isTrue();
        }
    }
}
