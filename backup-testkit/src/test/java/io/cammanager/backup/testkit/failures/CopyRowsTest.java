package io.cammanager.backup.testkit.failures;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.HashCode;
import io.cammanager.backup.core.ExitCode;
import io.cammanager.backup.testkit.proxy.ArmedRule;
import io.cammanager.backup.testkit.proxy.Fault;
import io.cammanager.backup.testkit.proxy.Match;
import io.cammanager.backup.testkit.proxy.Occasion;
import io.cammanager.backup.testkit.proxy.S3Xml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the store says of a copy that keeps an object, before another one takes its place, is no proof of that copy. */
class CopyRowsTest extends ProxyRows {
    private static final long SIZE = 20_000;

    /** What the store answers with a 200. */
    enum Answer {
        AN_ERROR(S3Xml.error("InternalError")),
        SUCCESS("<CopyObjectResult><ETag>\"0123456789abcdef0123456789abcdef\"</ETag></CopyObjectResult>");

        private final String body;

        Answer(String body) {
            this.body = body;
        }
    }

    @ParameterizedTest
    @EnumSource
    @Tag("E10")
    void e10CopyThatIsNotThereKeepsNothingSoNothingIsReplaced(Answer answer) throws Exception {
        bench.record(1, SIZE);
        bench.requireHealing(PLAIN);
        Map<String, HashCode> before = bench.remote();
        lengthen();
        ArmedRule copy =
                bench.proxy().add(Match.operation("CopyObject"), Occasion.always(), Fault.answer(200, answer.body));

        Synced synced = bench.sync(PLAIN);

        requireFired(copy);
        assertThat(synced.report().exitCode()).as("%s", synced).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(bench.remote()).isEqualTo(before);

        bench.requireHealing(PLAIN);
    }

    private void lengthen() throws IOException {
        try (Stream<Path> files = Files.walk(bench.source())) {
            Path file = files.filter(Files::isRegularFile).findAny().orElseThrow();
            FileTime time = Files.getLastModifiedTime(file);
            Files.write(file, "more".getBytes(UTF_8), StandardOpenOption.APPEND);
            Files.setLastModifiedTime(file, FileTime.fromMillis(time.toMillis() + 60_000));
        }
    }
}
