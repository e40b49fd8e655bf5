/** Distortions between an output and its target, one value an example, summed over its elements. */
@NullMarked
package io.diabolo.loss;

import org.jspecify.annotations.NullMarked;
