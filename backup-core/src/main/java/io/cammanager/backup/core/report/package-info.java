/** Counts what happened, so that the counts add up, and says it. */
@NullMarked
package io.cammanager.backup.core.report;

import org.jspecify.annotations.NullMarked;
