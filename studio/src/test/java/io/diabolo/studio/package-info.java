@NullMarked
package io.diabolo.studio;

import org.jspecify.annotations.NullMarked;
