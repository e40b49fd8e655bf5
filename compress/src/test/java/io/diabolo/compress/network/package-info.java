@NullMarked
package io.diabolo.compress.network;

import org.jspecify.annotations.NullMarked;
