@NullMarked
package io.diabolo.compress.eval;

import org.jspecify.annotations.NullMarked;
