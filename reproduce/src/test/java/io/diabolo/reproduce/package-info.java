@NullMarked
package io.diabolo.reproduce;

import org.jspecify.annotations.NullMarked;
