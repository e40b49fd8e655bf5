@NullMarked
package io.diabolo.examples;

import org.jspecify.annotations.NullMarked;
