/** How good restorers are on pictures, beside simple methods. */
@NullMarked
package io.diabolo.restoring.eval;

import org.jspecify.annotations.NullMarked;
