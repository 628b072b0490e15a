package io.cammanager.backup.daemon.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void writesObjectsInTheOrderOfTheirFields() {
        String text = JsonText.object(json -> json.put("b", 1)
                .put("a", (String) null)
                .put("ratio", 0.5)
                .put("on", true)
                .array("list", List.of("x", "y"), (object, value) -> object.put("v", value))
                .counts("counts", Map.of("z", 2L, "y", 1L)));

        assertThat(text)
                .isEqualTo("{\"b\":1,\"a\":null,\"ratio\":0.5,\"on\":true,\"list\":[{\"v\":\"x\"},{\"v\":\"y\"}],"
                        + "\"counts\":{\"y\":1,\"z\":2}}");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyTextComesBackFromOneLineOfAscii(long seed) {
        Random random = new Random(seed);
        StringBuilder any = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            any.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
        }

        String text = JsonText.object(json -> json.put("name", any.toString()));

        assertThat(text).as("seed %d", seed).matches("[\\x20-\\x7e]*");
        assertThat(JsonObject.parse(text).text("name")).as("seed %d", seed).isEqualTo(any.toString());
    }

    @Test
    void readsEachFieldOnlyAsWhatItIs() {
        JsonObject json =
                JsonObject.parse("{\"t\":\"1\",\"n\":1,\"b\":true,\"o\":{\"n\":2},\"l\":[1,[2.5]],\"z\":null}");

        assertThat(json.names()).containsExactly("t", "n", "b", "o", "l", "z");
        assertThat(json.number("t")).isNull();
        assertThat(json.text("n")).isNull();
        assertThat(json.truth("b")).isTrue();
        assertThat(json.object("l")).isNull();
        assertThat(json.has("z")).isTrue();
        assertThat(json.object("o"))
                .isNotNull()
                .extracting(object -> object.number("n"))
                .isEqualTo(2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "[]",
                "{",
                "{\"secret\":}",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "{'a':1}",
                "{\"a\":99999999999999999999}"
            })
    void repeatsNothingOfWhatItCannotRead(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JsonObject.parse(text))
                .withMessage("the text is not a JSON object");
    }
}
