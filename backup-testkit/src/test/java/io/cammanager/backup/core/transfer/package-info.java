/** What tests of other modules need of the transfer of one file, and nobody else. */
@NullMarked
package io.cammanager.backup.core.transfer;

import org.jspecify.annotations.NullMarked;
