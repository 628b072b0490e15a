@NullMarked
package io.cammanager.backup.crypto.conf;

import org.jspecify.annotations.NullMarked;
