@NullMarked
package io.cammanager.backup.core.transfer;

import org.jspecify.annotations.NullMarked;
