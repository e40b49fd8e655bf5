/** How every file is written: whole or not at all. */
@NullMarked
package io.diabolo.file;

import org.jspecify.annotations.NullMarked;
