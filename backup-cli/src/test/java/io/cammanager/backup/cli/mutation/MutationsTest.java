package io.cammanager.backup.cli.mutation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutationsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    /** Cheap enough to run always: a mutation that fits nothing any more shows nothing. */
    @Test
    void everyMutationStillFitsTheCode() throws IOException {
        List<Mutation> mutations = Mutations.all();

        assertThat(mutations).hasSizeGreaterThanOrEqualTo(20).doesNotHaveDuplicates();
        for (Mutation mutation : mutations) {
            String text = Files.readString(ROOT.resolve(mutation.source()), UTF_8);
            assertThat(mutation.applyTo(text)).as(mutation.name()).isNotEqualTo(text);
            assertThat(mutation.rows()).as(mutation.name()).isNotEmpty();
        }
    }

    @Test
    @Tag("long")
    @SuppressWarnings("SystemOut") // the figure is for whoever runs this
    void everyMutationTurnsARowRed() throws IOException, InterruptedException {
        List<String> survivors = new ArrayList<>();
        for (Mutation mutation : Mutations.all()) {
            String end = kill(mutation);
            System.out.println("mutation \"" + mutation.name() + "\" on " + mutation.rows() + ": " + end);
            if (!end.startsWith("red")) {
                survivors.add(mutation.name() + ": " + end);
            }
        }
        int total = Mutations.all().size();
        System.out.println("mutations killed: " + (total - survivors.size()) + " of " + total);

        assertThat(survivors).isEmpty();
    }

    /** Returns how the rows ended with this defect in the code. */
    private String kill(Mutation mutation) throws IOException, InterruptedException {
        Path classes = Files.createTempDirectory(directory, "mutant");
        new MutantCompiler(ROOT).compile(mutation, classes);
        Path out = Files.createTempFile(directory, "rows", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes
                        + File.pathSeparator
                        + System.getProperty("java.class.path")
                        + File.pathSeparator
                        + ROOT.resolve("backup-testkit/target/test-classes"),
                RowRunner.class.getName()));
        command.addAll(mutation.rows());
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        List<String> lines = Files.readAllLines(out, UTF_8);
        return switch (code) {
            case RowRunner.RED ->
                lines.stream()
                        .filter(line -> line.startsWith("red: "))
                        .findFirst()
                        .orElse("died: " + lines);
            case RowRunner.GREEN -> "survived";
            case RowRunner.NOTHING_RAN -> "no row ran";
            default -> "the run ended with " + code + ": " + lines;
        };
    }
}
