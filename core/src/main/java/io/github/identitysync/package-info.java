/**
 * The store: {@link io.github.identitysync.IdentitySync} opens a directory, takes sync records, and
 * answers which identities are one person.
 *
 * <p>Parameters and results are never null unless marked {@code @Nullable}.
 */
@NullMarked
package io.github.identitysync;

import org.jspecify.annotations.NullMarked;
