/**
 * Two uploaders and a retention worker over the real lease, transfer and removal, whose requests a seed puts into an order
 * and whose store does what stores do. {@code Simulation} is one such story.
 */
@NullMarked
package io.cammanager.backup.testkit.simulation;

import org.jspecify.annotations.NullMarked;
