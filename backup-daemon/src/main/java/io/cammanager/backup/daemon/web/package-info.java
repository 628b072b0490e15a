/** What the daemon answers over HTTP: health, metrics, and the API of {@code openapi.yaml}. Start at {@link WebServer}. */
@NullMarked
package io.cammanager.backup.daemon.web;

import org.jspecify.annotations.NullMarked;
