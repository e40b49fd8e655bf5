@NullMarked
package io.diabolo.engine;

import org.jspecify.annotations.NullMarked;
