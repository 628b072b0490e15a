package io.cammanager.backup.crypto.conf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cammanager.backup.crypto.conf.RcloneConfigException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The remotes that rclone knows: those of its file, and what the environment adds to them or puts over them.
 *
 * <p>{@code RCLONE_CONFIG_<REMOTE>_<KEY>} goes before {@code RCLONE_<TYPE>_<KEY>}, that before the file. A remote may be
 * in the environment only. {@code %(key)s} is replaced in values of the file, as rclone does, and nowhere else.
 */
public final class RcloneConfig {
    private static final String PREFIX = "RCLONE_CONFIG_";
    private static final Pattern TYPE = Pattern.compile(PREFIX + "(.+?)_TYPE");

    private final ConfigFile file;
    private final Map<String, String> environment;

    private RcloneConfig(ConfigFile file, Map<String, String> environment) {
        this.file = file;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Reads a file.
     *
     * @param password that of an encrypted file; null when there is none
     * @throws RcloneConfigException when there is no such file, or it cannot be read or decrypted
     */
    public static RcloneConfig load(Path file, Map<String, String> environment, @Nullable String password) {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new RcloneConfigException(Reason.MISSING, "does not exist", e);
        } catch (IOException e) {
            throw new RcloneConfigException(Reason.UNREADABLE, "cannot be read", e);
        }
        String text = new String(content, UTF_8);
        return parse(EncryptedConfig.isEncrypted(text) ? EncryptedConfig.decrypt(text, password) : text, environment);
    }

    /** Returns the remotes that the environment alone defines. */
    public static RcloneConfig ofEnvironment(Map<String, String> environment) {
        return parse("", environment);
    }

    static RcloneConfig parse(String text, Map<String, String> environment) {
        return new RcloneConfig(ConfigParser.parse(text), environment);
    }

    /** Returns the names of all remotes, in order. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(file.sections().keySet());
        for (String variable : environment.keySet()) {
            Matcher matcher = TYPE.matcher(variable);
            if (matcher.matches() && names.stream().noneMatch(matcher.group(1)::equalsIgnoreCase)) {
                names.add(matcher.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** Returns the remote of this name, or null when there is none. */
    public @Nullable RemoteSection remote(String name) {
        Map<String, String> section = file.section(name);
        String prefix = PREFIX + name.toUpperCase(Locale.ROOT) + "_";
        String type = environment.get(prefix + "TYPE");
        if (section == null && type == null) {
            return null;
        }
        Map<String, String> options = new TreeMap<>(section == null ? Map.of() : section);
        if (type == null) {
            type = options.getOrDefault("type", "");
        }
        putAll(options, "RCLONE_" + type.toUpperCase(Locale.ROOT) + "_");
        putAll(options, prefix);
        options.remove("type");
        return new RemoteSection(name, type, options);
    }

    private void putAll(Map<String, String> options, String prefix) {
        environment.forEach((variable, value) -> {
            if (variable.startsWith(prefix) && variable.length() > prefix.length()) {
                options.put(variable.substring(prefix.length()).toLowerCase(Locale.ROOT), value);
            }
        });
    }

    @Override
    public String toString() {
        return "RcloneConfig" + names();
    }
}
