/**
 * Sync records in their wire form: {@link io.github.identitysync.json.SyncJson} reads JSON and
 * gives the records that {@code IdentitySync.apply} takes.
 *
 * <p>Parameters and results are never null unless marked {@code @Nullable}. No exception or reason
 * of this package carries a piece of the input.
 */
@NullMarked
package io.github.identitysync.json;

import org.jspecify.annotations.NullMarked;
