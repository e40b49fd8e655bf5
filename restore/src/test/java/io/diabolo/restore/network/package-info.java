@NullMarked
package io.diabolo.restore.network;

import org.jspecify.annotations.NullMarked;
