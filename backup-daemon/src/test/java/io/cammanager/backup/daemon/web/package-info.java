@NullMarked
package io.cammanager.backup.daemon.web;

import org.jspecify.annotations.NullMarked;
