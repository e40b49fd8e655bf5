/** Training, and what it leaves behind while it runs: {@code history.csv}, TensorBoard event files. */
@NullMarked
package io.diabolo.train;

import org.jspecify.annotations.NullMarked;
