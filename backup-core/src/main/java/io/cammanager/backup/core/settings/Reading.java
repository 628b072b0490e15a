package io.cammanager.backup.core.settings;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hands out the text of each setting, and notes it as it may be shown. */
final class Reading {
    private RawSettings raw;
    private final Map<Setting, SettingValue> values = new EnumMap<>(Setting.class);

    Reading(RawSettings raw) {
        this.raw = raw;
    }

    /** From now on, what the remote sets goes before the defaults. */
    void add(Remote remote) {
        raw = raw.with(remote);
    }

    RawSettings raw() {
        return raw;
    }

    /** Returns what was noted, in the order of {@link Setting}. */
    List<SettingValue> values() {
        return List.copyOf(values.values());
    }

    void note(RawValue value) {
        values.put(value.setting(), value.shown());
    }

    void noteAs(RawValue value, String effective) {
        values.put(value.setting(), value.shownAs(effective));
    }

    <T extends @Nullable Object> T take(Setting setting, Function<RawValue, T> parser) {
        RawValue value = raw.get(setting);
        note(value);
        return parser.apply(value);
    }

    /** Returns null for a setting that is empty. */
    <T> @Nullable T takeIfSet(Setting setting, Function<RawValue, T> parser) {
        RawValue value = raw.get(setting);
        note(value);
        return value.isEmpty() ? null : parser.apply(value);
    }
}
