@NullMarked
package io.diabolo.runtime;

import org.jspecify.annotations.NullMarked;
