package io.cammanager.backup.core.manifest;

/** An object of the manifest is not there, or is not what was written. */
final class DamagedManifestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ManifestFinding finding;

    DamagedManifestException(ManifestFinding finding) {
        super(finding.path() + ": " + finding.detail());
        this.finding = finding;
    }

    ManifestFinding finding() {
        return finding;
    }
}
