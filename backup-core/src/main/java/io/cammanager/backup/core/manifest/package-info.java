/**
 * The manifest: what was confirmed and removed, written down in the bucket as a chain of immutable segments, so that a lost
 * catalog can be rebuilt and a bucket that was set back is noticed.
 */
@NullMarked
package io.cammanager.backup.core.manifest;

import org.jspecify.annotations.NullMarked;
