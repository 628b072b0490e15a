/** The rows of the matrix of failures: what is injected, and what holds. */
@NullMarked
package io.cammanager.backup.testkit.failures;

import org.jspecify.annotations.NullMarked;
