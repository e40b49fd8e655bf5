/**
 * Tables, as files and in memory: {@link io.diabolo.table.Table} is what everything else sees,
 * {@link io.diabolo.table.TableWriter} writes one.
 *
 * <p>A cell is a double: a number, a time in seconds since 1970-01-01T00:00:00Z, or the index of a category; NaN where it
 * is missing. Rows and columns count from 0 in Java; messages for the user count lines and columns from 1.
 */
@NullMarked
package io.diabolo.table;

import org.jspecify.annotations.NullMarked;
