@NullMarked
package io.diabolo.restore;

import org.jspecify.annotations.NullMarked;
