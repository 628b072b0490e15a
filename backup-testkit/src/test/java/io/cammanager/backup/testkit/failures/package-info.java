/** Rows of the failure matrix, each on the whole engine; {@code docs/failures.md} is the table. */
@NullMarked
package io.cammanager.backup.testkit.failures;

import org.jspecify.annotations.NullMarked;
