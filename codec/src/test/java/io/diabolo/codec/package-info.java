@NullMarked
package io.diabolo.codec;

import org.jspecify.annotations.NullMarked;
