/**
 * The commands of {@code ./diabolo}, one class each. {@link io.diabolo.cli.Main} finds the command, runs it, and turns
 * failures into one line and a documented exit code ({@link io.diabolo.cli.ExitCodes}). {@code data} and {@code inspect}
 * load no native library.
 */
@NullMarked
package io.diabolo.cli;

import org.jspecify.annotations.NullMarked;
