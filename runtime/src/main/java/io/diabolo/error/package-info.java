/**
 * What can go wrong, by who can mend it: {@link io.diabolo.error.BadInputException} (the caller),
 * {@link io.diabolo.error.CorruptFileException} and {@link io.diabolo.error.UnsupportedFormatException} (the file),
 * {@link io.diabolo.error.OutputException} (the disk), {@link io.diabolo.error.TrainingStoppedException} (the training).
 * Every message is one line: what, where, the rule, what to do.
 */
@NullMarked
package io.diabolo.error;

import org.jspecify.annotations.NullMarked;
