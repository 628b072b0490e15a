/** One test for each row of the failure matrix, named and tagged after its row: the whole engine, with faults put in. */
@NullMarked
package io.cammanager.backup.testkit.failures;

import org.jspecify.annotations.NullMarked;
