@NullMarked
package io.diabolo.eval.codec;

import org.jspecify.annotations.NullMarked;
