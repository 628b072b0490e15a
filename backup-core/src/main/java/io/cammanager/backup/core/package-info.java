/**
 * The public API of the backup engine. Start here: build a {@link io.cammanager.backup.core.BackupEngine} with
 * {@code io.cammanager.backup.core.engine.BackupEngineBuilder}, start a run, listen, read the report.
 *
 * <pre>{@code
 * try (BackupEngine engine = BackupEngineBuilder.create()
 *         .source(Path.of("/recordings"))
 *         .stateDirectory(Path.of("/state"))
 *         .store(provider, "")
 *         .build()) {
 *     Run<SyncReport> run = engine.sync(SyncOptions.defaults(), event -> {});
 *     SyncReport report = run.await();
 *     System.out.println(report.summary().uploaded() + " sent, exit " + report.exitCode());
 * }
 * }</pre>
 *
 * <p>This package imports nothing else of ours; everything else may import it.
 */
@NullMarked
package io.cammanager.backup.core;

import org.jspecify.annotations.NullMarked;
