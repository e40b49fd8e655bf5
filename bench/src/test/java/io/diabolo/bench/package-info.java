@NullMarked
package io.diabolo.bench;

import org.jspecify.annotations.NullMarked;
