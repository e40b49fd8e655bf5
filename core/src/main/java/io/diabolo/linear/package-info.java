/** Principal component analysis: the reference of every autoencoder, and where a linear path starts. */
@NullMarked
package io.diabolo.linear;

import org.jspecify.annotations.NullMarked;
