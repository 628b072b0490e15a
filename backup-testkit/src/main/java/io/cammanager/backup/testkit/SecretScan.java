package io.cammanager.backup.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks for secrets that leaked into output, logs or files: as they are, in Base64 of either alphabet (also inside of a
 * longer text that was encoded as a whole), URL-encoded, and in hex of either case. Give it secrets that nothing else holds.
 */
public final class SecretScan {
    private static final int BASE64_GROUP = 3;

    private final ImmutableMap<String, Set<String>> forms;

    private SecretScan(ImmutableMap<String, Set<String>> forms) {
        this.forms = forms;
    }

    /**
     * Prepares the forms to look for.
     *
     * @param secrets by a name that may be shown; ASCII, 12 characters or more, so that no form of them comes by chance
     */
    public static SecretScan of(Map<String, String> secrets) {
        ImmutableMap.Builder<String, Set<String>> forms = ImmutableMap.builder();
        secrets.forEach((name, secret) -> {
            if (secret.length() < 12 || !secret.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
                throw new IllegalArgumentException("the secret " + name + " must be 12 characters of ASCII or more");
            }
            forms.put(name, formsOf(secret));
        });
        return new SecretScan(forms.buildOrThrow());
    }

    private static Set<String> formsOf(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(secret);
        String encoded = URLEncoder.encode(secret, UTF_8);
        forms.add(encoded);
        forms.add(encoded.replace("+", "%20"));
        forms.add(encoded.toLowerCase(Locale.ROOT));
        forms.add(BaseEncoding.base16().encode(secret.getBytes(UTF_8)));
        forms.add(BaseEncoding.base16().lowerCase().encode(secret.getBytes(UTF_8)));
        for (int before = 0; before < BASE64_GROUP; before++) {
            forms.add(inside(BaseEncoding.base64(), before, secret));
            forms.add(inside(BaseEncoding.base64Url(), before, secret));
        }
        return forms;
    }

    /** Returns those characters of the encoding that depend on the secret alone, when so many bytes stand before it. */
    private static String inside(BaseEncoding base64, int before, String secret) {
        byte[] bytes = ("\0".repeat(before) + secret).getBytes(UTF_8);
        int whole = bytes.length / BASE64_GROUP * 4;
        return base64.encode(bytes).substring(before == 0 ? 0 : before + 1, whole);
    }

    /** Returns a sentence for each secret that the text holds, without repeating it. */
    public List<String> in(String place, String text) {
        ImmutableList.Builder<String> found = ImmutableList.builder();
        forms.forEach((name, texts) -> {
            if (texts.stream().anyMatch(text::contains)) {
                found.add(name + " is in " + place);
            }
        });
        return found.build();
    }

    /** Returns a sentence for each secret that a file below the directory, or the name of one, holds. */
    public List<String> below(Path directory) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                String name = directory.relativize(file).toString();
                found.addAll(in("the name of a file", name));
                if (Files.isRegularFile(file)) {
                    found.addAll(in(name, Files.readString(file, ISO_8859_1)));
                }
            }
        }
        return found;
    }
}
