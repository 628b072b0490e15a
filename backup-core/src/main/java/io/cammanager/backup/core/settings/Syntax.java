package io.cammanager.backup.core.settings;

import io.cammanager.backup.core.FreeSpace;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sizes and durations as rclone writes them. Each method returns null for what is neither. */
public final class Syntax {
    static final String SIZE =
            "a size such as 16Mi or 1.5G (as in rclone K, M and G are 1024-fold, and a plain number is KiB)";
    public static final String FREE_SPACE = "a part such as 10%, or " + SIZE;
    public static final String DURATION = "a duration such as 90s, 30m, 1h30m or 2d (a plain number is seconds)";

    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,2}|100)%");
    private static final Pattern SIZE_PATTERN =
            Pattern.compile("(\\d{1,18}(?:\\.\\d{0,9})?)(?:([kKmMgGtTpP])[iI]?)?([bB]?)");
    private static final Pattern TERM = Pattern.compile("(\\d{1,12}(?:\\.\\d{0,9})?)(ms|[smhdwMy])");
    private static final Pattern PLAIN = Pattern.compile("\\d{1,12}(?:\\.\\d{0,9})?");
    private static final String POWERS = "kmgtp";
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7),
            "M", Duration.ofDays(30),
            "y", Duration.ofDays(365));

    private Syntax() {}

    static @Nullable Long bytes(String text) {
        Matcher matcher = SIZE_PATTERN.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String unit = matcher.group(2);
        int power = unit != null ? POWERS.indexOf(Character.toLowerCase(unit.charAt(0))) + 1 : 0;
        if (unit == null && matcher.group(3).isEmpty()) {
            power = 1;
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(1024).pow(power));
        return bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0 ? null : (Long) bytes.longValue();
    }

    public static @Nullable FreeSpace freeSpace(String text) {
        Matcher percent = PERCENT.matcher(text);
        if (percent.matches()) {
            return new FreeSpace.Percent(Integer.parseInt(percent.group(1)));
        }
        Long bytes = bytes(text);
        return bytes == null ? null : new FreeSpace.Bytes(bytes);
    }

    public static @Nullable Duration duration(String text) {
        if (PLAIN.matcher(text).matches()) {
            return times(text, Duration.ofSeconds(1));
        }
        Matcher matcher = TERM.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            sum = sum.plus(times(matcher.group(1), UNITS.getOrDefault(matcher.group(2), Duration.ZERO)));
            end = matcher.end();
        }
        return end == 0 || end < text.length() ? null : sum;
    }

    private static Duration times(String number, Duration unit) {
        BigDecimal millis = new BigDecimal(number).multiply(BigDecimal.valueOf(unit.toMillis()));
        return Duration.ofMillis(
                millis.min(BigDecimal.valueOf(Long.MAX_VALUE / 4)).longValue());
    }
}
