@NullMarked
package io.cammanager.backup.cli.progress;

import org.jspecify.annotations.NullMarked;
