@NullMarked
package io.diabolo.entropy;

import org.jspecify.annotations.NullMarked;
