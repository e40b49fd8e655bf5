@NullMarked
package io.diabolo.cli;

import org.jspecify.annotations.NullMarked;
