@NullMarked
package io.cammanager.backup.core.store.s3;

import org.jspecify.annotations.NullMarked;
