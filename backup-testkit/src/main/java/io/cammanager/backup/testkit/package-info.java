/**
 * What it takes to test an embedding of the backup: an S3 server in the same process, recordings to back up, time that stands
 * still, and the contract that every store must pass.
 *
 * <p>Start at {@link io.cammanager.backup.testkit.EmbeddedS3} and {@link io.cammanager.backup.testkit.RecordingsGenerator}:
 *
 * <pre>{@code
 * RecordingsGenerator.builder().cameras(3).segmentsPerDay(10).build().generate(recordings);
 * try (EmbeddedS3 server = EmbeddedS3.start()) {
 *     // point the backup at server.endpoint(), run it, and look at server.requestLog()
 * }
 * }</pre>
 */
@NullMarked
package io.cammanager.backup.testkit;

import org.jspecify.annotations.NullMarked;
