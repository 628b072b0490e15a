/** Tests of the test kit, and of the stores against the servers that it has. */
@NullMarked
package io.cammanager.backup.testkit;

import org.jspecify.annotations.NullMarked;
