@NullMarked
package io.diabolo.jobs;

import org.jspecify.annotations.NullMarked;
