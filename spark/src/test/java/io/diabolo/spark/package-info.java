@NullMarked
package io.diabolo.spark;

import org.jspecify.annotations.NullMarked;
