@NullMarked
package io.cammanager.backup.core.scan;

import org.jspecify.annotations.NullMarked;
