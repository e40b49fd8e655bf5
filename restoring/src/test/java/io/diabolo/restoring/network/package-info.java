@NullMarked
package io.diabolo.restoring.network;

import org.jspecify.annotations.NullMarked;
