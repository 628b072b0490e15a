@NullMarked
package io.cammanager.backup.daemon.job;

import org.jspecify.annotations.NullMarked;
