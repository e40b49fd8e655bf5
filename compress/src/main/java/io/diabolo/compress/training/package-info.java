/** The training of the picture codec: photographs, crops of them, and what a step and a validation compute. */
@NullMarked
package io.diabolo.compress.training;

import org.jspecify.annotations.NullMarked;
