package io.cammanager.backup.testkit.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The start line and the headers of a message, byte for byte as they came unless they were changed. */
final class Head {
    private static final int MAX_BYTES = 1 << 20;

    private final ImmutableList<String> lines;

    private Head(List<String> lines) {
        this.lines = ImmutableList.copyOf(lines);
    }

    static Head of(String startLine, Map<String, String> headers) {
        ImmutableList.Builder<String> lines = ImmutableList.builder();
        lines.add(startLine);
        headers.forEach((name, value) -> lines.add(name + ": " + value));
        return new Head(lines.build());
    }

    /** Reads the next head; null where the connection ended in good order before it. */
    static @Nullable Head read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 2) {
            int b = in.read();
            if (b < 0) {
                if (bytes.size() == 0) {
                    return null;
                }
                throw new EOFException("a head broke off after " + bytes.size() + " bytes");
            }
            if (bytes.size() > MAX_BYTES) {
                throw new IOException("a head of more than " + MAX_BYTES + " bytes");
            }
            bytes.write(b);
            ends = b == '\n' ? ends + 1 : b == '\r' ? ends : 0;
        }
        String text = bytes.toString(ISO_8859_1);
        return new Head(Splitter.on("\r\n").splitToList(text.substring(0, text.length() - 4)));
    }

    String startLine() {
        return lines.get(0);
    }

    /** Returns the word of the start line with this number. */
    String word(int number) {
        List<String> words = Splitter.on(' ').limit(3).splitToList(startLine());
        return number < words.size() ? words.get(number) : "";
    }

    int status() {
        return Integer.parseInt(word(1));
    }

    @Nullable String value(String name) {
        return headers().get(name.toLowerCase(Locale.ROOT));
    }

    boolean says(String name, String token) {
        String value = value(name);
        return value != null && value.toLowerCase(Locale.ROOT).contains(token);
    }

    /** Returns all headers, their names in lower case. */
    ImmutableMap<String, String> headers() {
        ImmutableMap.Builder<String, String> headers = ImmutableMap.builder();
        for (String line : lines.subList(1, lines.size())) {
            headers.put(nameOf(line), line.substring(line.indexOf(':') + 1).strip());
        }
        return headers.buildKeepingLast();
    }

    private static String nameOf(String line) {
        int colon = line.indexOf(':');
        return line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
    }

    Head withStartLine(String line) {
        return new Head(ImmutableList.<String>builder()
                .add(line)
                .addAll(lines.subList(1, lines.size()))
                .build());
    }

    /** Returns a head whose header has this value in its old place; null removes it. */
    Head with(String name, @Nullable String value) {
        ImmutableList.Builder<String> changed = ImmutableList.builder();
        changed.add(startLine());
        boolean found = false;
        for (String line : lines.subList(1, lines.size())) {
            if (!nameOf(line).equals(name.toLowerCase(Locale.ROOT))) {
                changed.add(line);
            } else if (value != null && !found) {
                changed.add(name + ": " + value);
                found = true;
            }
        }
        if (value != null && !found) {
            changed.add(name + ": " + value);
        }
        return new Head(changed.build());
    }

    /** Returns the head of a body of known length. */
    Head withLength(long length) {
        return with("Transfer-Encoding", null).with("Content-Length", Long.toString(length));
    }

    byte[] bytes() {
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1);
    }
}
