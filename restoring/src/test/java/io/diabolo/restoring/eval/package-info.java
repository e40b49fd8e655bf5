@NullMarked
package io.diabolo.restoring.eval;

import org.jspecify.annotations.NullMarked;
