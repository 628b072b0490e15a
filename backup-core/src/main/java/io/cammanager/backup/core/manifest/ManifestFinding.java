package io.cammanager.backup.core.manifest;

import io.cammanager.backup.core.VerifyResult;

/**
 * What is wrong with an object of the manifest.
 *
 * @param path below the prefix
 * @param result {@code MISSING} or {@code DIFFERS}
 * @param detail for people
 */
public record ManifestFinding(String path, VerifyResult result, String detail) {}
