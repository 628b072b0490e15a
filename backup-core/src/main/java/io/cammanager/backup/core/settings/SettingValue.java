package io.cammanager.backup.core.settings;

/**
 * A setting as it may be shown to anyone.
 *
 * @param shown the value in effect; {@code ***} for a secret
 */
public record SettingValue(Setting setting, String shown, Origin origin) {}
