@NullMarked
package io.diabolo.codec.network;

import org.jspecify.annotations.NullMarked;
