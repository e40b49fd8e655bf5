@NullMarked
package io.diabolo.restoring.training;

import org.jspecify.annotations.NullMarked;
