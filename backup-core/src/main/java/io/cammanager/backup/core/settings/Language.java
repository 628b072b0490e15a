package io.cammanager.backup.core.settings;

import java.util.Locale;

/** The languages that messages come in. */
public enum Language {
    EN,
    ES;

    public Locale locale() {
        return Locale.forLanguageTag(code());
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
