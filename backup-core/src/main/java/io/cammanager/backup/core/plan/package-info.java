/**
 * Decides what becomes of each file, and does nothing else: no clock, no disk, no network, no log.
 * {@link io.cammanager.backup.core.plan.Planner} is the truth table.
 */
@NullMarked
package io.cammanager.backup.core.plan;

import org.jspecify.annotations.NullMarked;
