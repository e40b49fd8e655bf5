/** One program for each published result; each prints a table and, alone on the last line, our figure. */
@NullMarked
package io.diabolo.reproduce;

import org.jspecify.annotations.NullMarked;
