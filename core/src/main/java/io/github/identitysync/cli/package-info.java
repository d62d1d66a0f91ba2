/** The command line: {@link io.github.identitysync.cli.Main} is its main class. */
@NullMarked
package io.github.identitysync.cli;

import org.jspecify.annotations.NullMarked;
