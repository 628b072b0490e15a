package io.cammanager.backup.daemon.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.cammanager.backup.daemon.FakeTime;
import io.cammanager.backup.daemon.alert.AlertConfig.Channels;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertTextsTest {
    private static final Instant NOW = FakeTime.START;
    private static final Instant SINCE = NOW.minus(Duration.ofMinutes(185));

    private static AlertTexts texts(String language) {
        return new AlertTexts(Statuses.config(Channels.NONE, language), ZoneId.of("Europe/Madrid"));
    }

    private static Due due(Event event, AlertKind kind, String camera) {
        Figures figures = new Figures(3, 2048, 50, "it\n{0} broke");
        return new Due(event, new Alert(new AlertKey(kind, camera), SINCE, figures), SINCE);
    }

    @Test
    void saysWhatSinceWhenWhichWhyAndWhatToDo() {
        Notification told = texts("en").of(List.of(due(Event.BEGAN, AlertKind.CAMERA_BEHIND, "gate")), NOW);

        assertThat(told.subject()).isEqualTo("[nvr-1] Backup: backup of camera gate is behind");
        assertThat(told.body()).isEqualTo("""
                        Syncs go through, but recordings have waited for their backup for more than 2 h 1 min: 3 files, 2.0 KiB.
                        Since: 2026-03-01 05:55 +01:00 (3 h 5 min ago)
                        Camera: gate
                        Reason: it\\n{0} broke
                        What to do: Read in the log of the last run why these files were not sent: not readable, in conflict, or always being written.""");
        assertThat(told.severity()).isEqualTo(Severity.CRITICAL);
    }

    @Test
    void saysItInSpanishToo() {
        Notification told = texts("es").of(List.of(due(Event.ENDED, AlertKind.CAMERA_SILENT, "patio")), NOW);

        assertThat(told.subject()).isEqualTo("[nvr-1] Copia de seguridad, resuelto: la cámara patio no graba");
        assertThat(told.body())
                .startsWith("La cámara vuelve a grabar.\nComenzó: 2026-03-01 05:55 +01:00, hace 3 h 5 min");
        assertThat(told.severity()).isEqualTo(Severity.INFO);
    }

    @ParameterizedTest
    @CsvSource({"en,'150 cameras are silent','and 130 more'", "es,'150 cámaras no graban','y 130 más'"})
    void manyCamerasAreOneMessage(String language, String title, String more) {
        List<Due> group = new ArrayList<>();
        IntStream.range(0, 150).forEach(i -> group.add(due(Event.BEGAN, AlertKind.CAMERA_SILENT, "cam" + i)));

        Notification told = texts(language).of(group, NOW);

        assertThat(told.subject()).contains(title);
        assertThat(told.body()).contains(more);
        assertThat(told.cameras()).hasSize(150);
    }

    @Test
    void namesStayOnTheirLine() {
        String name = "a\r\nBcc: eve\u202e" + "x".repeat(300);

        Notification told = texts("en").of(List.of(due(Event.BEGAN, AlertKind.CAMERA_SILENT, name)), NOW);

        assertThat(told.subject())
                .startsWith("[nvr-1] Backup: camera a\\r\\nBcc: eve\\u202exxx")
                .endsWith("… is silent")
                .hasSizeLessThan(130);
        assertThat(told.body().lines()).hasSize(5);
        assertThat(told.cameras()).containsExactly(name);
    }

    @Test
    void bothLanguagesHaveEveryTextAndEachCanBeFilledIn() {
        ResourceBundle english = bundle(Locale.ENGLISH);

        assertThat(bundle(Locale.forLanguageTag("es")).keySet()).isEqualTo(english.keySet());
        for (AlertKind kind : AlertKind.values()) {
            for (Event event : List.of(Event.BEGAN, Event.REMINDER, Event.ENDED)) {
                for (String language : List.of("en", "es")) {
                    Notification told = texts(language).of(List.of(due(event, kind, "gate")), NOW);
                    assertThat(told.subject() + told.body().replace("{0} broke", ""))
                            .as("%s %s %s", language, event, kind)
                            .doesNotContain("{", "''", "null");
                }
            }
        }
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(AlertTexts.class.getPackageName() + ".alerts", locale);
    }
}
