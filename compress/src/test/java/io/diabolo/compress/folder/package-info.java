@NullMarked
package io.diabolo.compress.folder;

import org.jspecify.annotations.NullMarked;
