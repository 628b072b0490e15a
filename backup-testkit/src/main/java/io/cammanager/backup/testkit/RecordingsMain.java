package io.cammanager.backup.testkit;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Writes recordings to back up. */
public final class RecordingsMain {
    private static final String USAGE = """
            usage: recordings DIR [OPTION VALUE]...
              --cameras N           3 by default
              --days N              1
              --first-day DATE      YYYY-MM-DD
              --segments N          recordings of each camera a day, 5
              --segment-seconds N   length of a recording, 60
              --size BYTES          size of a file, 1048576
              --seed N              other bytes for another number, 1
            """;
    private static final Set<String> OPTIONS = ImmutableSet.of(
            "--cameras", "--days", "--first-day", "--segments", "--segment-seconds", "--size", "--seed");

    private RecordingsMain() {}

    public static void main(String[] args) throws IOException {
        Path directory;
        RecordingsGenerator generator;
        try {
            ToolArguments arguments = ToolArguments.parse(OPTIONS, args);
            if (arguments.others().size() != 1) {
                throw new IllegalArgumentException("exactly one directory must be named");
            }
            directory = Path.of(arguments.others().get(0));
            generator = configure(arguments);
        } catch (IllegalArgumentException | DateTimeException e) {
            ToolArguments.fail(e.getMessage() + "\n" + USAGE.strip());
            return;
        }
        List<Recording> recordings = generator.generate(directory);
        long bytes = recordings.stream().mapToLong(Recording::size).sum();
        System.out.println(recordings.size() + " recordings, " + bytes + " bytes in " + directory);
    }

    private static RecordingsGenerator configure(ToolArguments arguments) {
        RecordingsGenerator.Builder builder = RecordingsGenerator.builder()
                .cameras(arguments.number("--cameras", 3))
                .days(arguments.number("--days", 1))
                .segmentsPerDay(arguments.number("--segments", 5))
                .segment(Duration.ofSeconds(arguments.number("--segment-seconds", 60)))
                .sizeBytes(arguments.bigNumber("--size", 1024 * 1024))
                .seed(arguments.bigNumber("--seed", 1));
        String firstDay = arguments.text("--first-day");
        if (firstDay != null) {
            builder.firstDay(LocalDate.parse(firstDay));
        }
        return builder.build();
    }
}
