/** The networks of {@code io.diabolo.restore.network} while they are trained, with the same layers and names. */
@NullMarked
package io.diabolo.restoring.network;

import org.jspecify.annotations.NullMarked;
