/** Rows of the failure matrix that are shown with the engine in the process of the test. */
@NullMarked
package io.cammanager.backup.testkit.failures;

import org.jspecify.annotations.NullMarked;
