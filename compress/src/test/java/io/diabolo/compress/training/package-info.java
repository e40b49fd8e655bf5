@NullMarked
package io.diabolo.compress.training;

import org.jspecify.annotations.NullMarked;
