package io.cammanager.backup.daemon.alert;

/** Why a notification is sent. */
enum Event {
    BEGAN("alert"),
    REMINDER("reminder"),
    ENDED("recovery"),
    TEST("test");

    private final String code;

    Event(String code) {
        this.code = code;
    }

    /** Returns its name in messages for machines, and in the texts. */
    String code() {
        return code;
    }
}
