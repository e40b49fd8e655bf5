@NullMarked
package io.diabolo.codec.archive;

import org.jspecify.annotations.NullMarked;
