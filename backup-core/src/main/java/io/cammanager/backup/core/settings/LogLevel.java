package io.cammanager.backup.core.settings;

/** How much is logged, the least first. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}
