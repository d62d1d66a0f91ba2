/**
 * One folder: its facts as blocks of bytes, and the forest that is derived from them. The only
 * floor that speaks both of identities and of nodes.
 */
@NullMarked
package io.github.identitysync.internal.folder;

import org.jspecify.annotations.NullMarked;
