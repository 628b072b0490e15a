@NullMarked
package io.cammanager.backup.core.keep;

import org.jspecify.annotations.NullMarked;
