@NullMarked
package io.cammanager.backup.core.bucket;

import org.jspecify.annotations.NullMarked;
