package io.cammanager.backup.daemon.alert;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.cammanager.backup.core.LocalFailure;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the alerts that have been told in {@code alerts.json} in the state directory. It is replaced whole, so that a crash
 * leaves the old one or the new one; a damaged one counts as empty, and one that cannot be written leaves the book working
 * until the daemon ends.
 */
final class AlertFile {
    private static final Logger LOG = LoggerFactory.getLogger(AlertFile.class);
    private static final JsonFactory JSON = new JsonFactory();
    private static final long MAX_BYTES = 4 << 20;

    private final Path path;
    private boolean failing;

    AlertFile(Path stateDirectory) {
        this.path = stateDirectory.resolve("alerts.json");
    }

    Map<AlertKey, Entry> load() {
        try {
            if (Files.size(path) > MAX_BYTES) {
                throw new IOException("larger than " + MAX_BYTES + " bytes");
            }
            return parse(Files.readString(path, UTF_8));
        } catch (NoSuchFileException e) {
            return new LinkedHashMap<>();
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            LOG.warn("{} is damaged and counts as empty: what still holds is told again", path);
            return new LinkedHashMap<>();
        }
    }

    private static Map<AlertKey, Entry> parse(String text) throws IOException {
        Map<AlertKey, Entry> entries = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            require(json.nextToken() == JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> fields = fields(json);
                String camera = fields.get("camera");
                entries.put(
                        new AlertKey(AlertKind.valueOf(field(fields, "kind")), camera),
                        new Entry(
                                Instant.parse(field(fields, "begun")),
                                Instant.parse(field(fields, "since")),
                                Instant.parse(field(fields, "told")),
                                null));
            }
            require(json.currentToken() == JsonToken.END_ARRAY && json.nextToken() == null);
        }
        return entries;
    }

    private static Map<String, String> fields(JsonParser json) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            require(json.nextToken() == JsonToken.VALUE_STRING);
            fields.put(name, json.getText());
        }
        require(json.currentToken() == JsonToken.END_OBJECT);
        return fields;
    }

    private static String field(Map<String, String> fields, String name) throws IOException {
        String value = fields.get(name);
        if (value == null) {
            throw new IOException("no " + name);
        }
        return value;
    }

    private static void require(boolean expected) throws IOException {
        if (!expected) {
            throw new IOException("not as it was written");
        }
    }

    /** Writes those that have been told; a failure is logged once. */
    void save(Map<AlertKey, Entry> entries) {
        try {
            replace(text(entries));
            failing = false;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn(
                        "{} cannot be written ({}): after a restart alerts may be told again",
                        path,
                        LocalFailure.reason(e));
            }
            failing = true;
        }
    }

    private static String text(Map<AlertKey, Entry> entries) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartArray();
            for (Map.Entry<AlertKey, Entry> each : entries.entrySet()) {
                Instant told = each.getValue().told();
                if (told != null) {
                    write(json, each.getKey(), each.getValue(), told);
                }
            }
            json.writeEndArray();
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, AlertKey key, Entry entry, Instant told) throws IOException {
        @Nullable String camera = key.camera();
        json.writeStartObject();
        json.writeStringField("kind", key.kind().name());
        if (camera != null) {
            json.writeStringField("camera", camera);
        }
        json.writeStringField("begun", entry.begun().toString());
        json.writeStringField("since", entry.since().toString());
        json.writeStringField("told", told.toString());
        json.writeEndObject();
    }

    private void replace(String text) throws IOException {
        Path temporary = path.resolveSibling("alerts.json.tmp");
        Files.createDirectories(path.toAbsolutePath().getParent());
        try (FileChannel channel = FileChannel.open(
                temporary, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
