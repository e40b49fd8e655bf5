/** Short programs to read first: {@link io.diabolo.examples.TrainDense}, then the others. Each is run by a test. */
@NullMarked
package io.diabolo.examples;

import org.jspecify.annotations.NullMarked;
