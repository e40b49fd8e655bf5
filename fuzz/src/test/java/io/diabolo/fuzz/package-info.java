@NullMarked
package io.diabolo.fuzz;

import org.jspecify.annotations.NullMarked;
