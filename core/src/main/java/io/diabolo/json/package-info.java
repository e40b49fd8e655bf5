/** Records as JSON, read with limits and with errors of one line. */
@NullMarked
package io.diabolo.json;

import org.jspecify.annotations.NullMarked;
