package io.cammanager.backup.core.doctor;

/** What a check cannot do without; who needs a later one needs those before it, too. */
enum Need {
    NOTHING,
    ENDPOINT,
    BUCKET,
    WRITING
}
