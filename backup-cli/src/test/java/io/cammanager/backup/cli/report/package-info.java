@NullMarked
package io.cammanager.backup.cli.report;

import org.jspecify.annotations.NullMarked;
