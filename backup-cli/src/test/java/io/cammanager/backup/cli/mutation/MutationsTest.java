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
        List<String> rows = Mutations.all().stream()
                .flatMap(mutation -> mutation.rows().stream())
                .distinct()
                .toList();
        assertThat(run(rows, directory)).as("the rows without any defect").isEqualTo("survived");
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
        return run(mutation.rows(), classes);
    }

    private String run(List<String> rows, Path classes) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "rows", ".txt");
        int code = new ProcessBuilder(command(rows, classes))
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

    private static List<String> command(List<String> rows, Path classes) {
        String classPath = String.join(
                File.pathSeparator,
                classes.toString(),
                System.getProperty("java.class.path"),
                ROOT.resolve("backup-testkit/target/test-classes").toString(),
                ROOT.resolve("backup-core/target/test-classes").toString());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1536m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                RowRunner.class.getName()));
        command.addAll(rows);
        return command;
    }
}
