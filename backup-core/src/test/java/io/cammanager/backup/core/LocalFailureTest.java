package io.cammanager.backup.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class LocalFailureTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new AccessDeniedException("/state"), "/state: permission denied"),
                Arguments.of(new NoSuchFileException("/state"), "/state: no such file or directory"),
                Arguments.of(new FileAlreadyExistsException("/state"), "/state: something else is in its place"),
                Arguments.of(new FileSystemException("/state", null, "Not a directory"), "/state: Not a directory"),
                Arguments.of(new IOException("Input/output error"), "Input/output error"),
                Arguments.of(new IOException(), "IOException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void areToldInPlainWords(IOException failure, String expected) {
        assertThat(LocalFailure.reason(failure)).isEqualTo(expected);
    }
}
