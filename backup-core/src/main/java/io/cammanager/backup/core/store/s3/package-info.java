/**
 * The store that speaks S3, and the only package that may import the AWS SDK. Start at
 * {@link io.cammanager.backup.core.store.s3.S3StoreProvider}.
 */
@NullMarked
package io.cammanager.backup.core.store.s3;

import org.jspecify.annotations.NullMarked;
