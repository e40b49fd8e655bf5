@NullMarked
package io.diabolo.awt;

import org.jspecify.annotations.NullMarked;
