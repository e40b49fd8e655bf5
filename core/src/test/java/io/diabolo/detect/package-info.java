@NullMarked
package io.diabolo.detect;

import org.jspecify.annotations.NullMarked;
