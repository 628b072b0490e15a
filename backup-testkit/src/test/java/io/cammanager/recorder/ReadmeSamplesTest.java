package io.cammanager.recorder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of the README compile. */
class ReadmeSamplesTest {
    private static final String MARKER = "<!-- sample: embedding -->\n```java\n";
    private static final String FRAME = """
            import io.cammanager.backup.core.*;
            import io.cammanager.backup.core.engine.*;
            import io.cammanager.backup.core.store.s3.*;
            import java.net.URI;
            import java.nio.file.Path;

            class Sample {
                void run(String accessKey, String secretKey) throws InterruptedException {
            %s
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void compilesTheSampleOfAnEmbedding() throws IOException {
        assertThat(compile(sample())).isEmpty();
    }

    @Test
    void findsASampleThatDoesNotCompile() throws IOException {
        assertThat(compile(sample().replace("run.await()", "run.get()"))).contains("cannot find symbol");
    }

    private static String sample() throws IOException {
        String readme = Files.readString(projectFile("README.md"), UTF_8);
        int marker = readme.indexOf(MARKER);
        assertThat(marker).as("the marker is in the README").isNotNegative();
        int start = marker + MARKER.length();
        return readme.substring(start, readme.indexOf("\n```", start));
    }

    /** Tests run in the directory of their module, or, in some editors, in that of the project. */
    private static Path projectFile(String name) {
        Path above = Path.of("..", name);
        return Files.exists(above) ? above : Path.of(name);
    }

    /** Returns what the compiler has to say. */
    private String compile(String sample) throws IOException {
        Path file = directory.resolve("Sample.java");
        Files.writeString(file, FRAME.formatted(sample), UTF_8);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(file);
            List<String> options = List.of(
                    "-proc:none",
                    "--release",
                    "17",
                    "-d",
                    directory.toString(),
                    "-classpath",
                    System.getProperty("java.class.path"));
            Boolean compiled = compiler.getTask(messages, files, null, options, null, sources)
                    .call();
            assertThat(compiled)
                    .as("%s", messages)
                    .isEqualTo(messages.toString().isEmpty());
        }
        return messages.toString();
    }
}
