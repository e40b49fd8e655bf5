/** The training of the picture codec: crops of photographs, and what a step and a validation compute. */
@NullMarked
package io.diabolo.compress.training;

import org.jspecify.annotations.NullMarked;
