/** The one place that speaks JDBC: a database file, its statements, and its failures as exit code 8. */
@NullMarked
package io.cammanager.backup.core.sqlite;

import org.jspecify.annotations.NullMarked;
