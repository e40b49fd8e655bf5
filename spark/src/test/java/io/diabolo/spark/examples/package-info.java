/** Programs as users write them; the tests run them. */
@NullMarked
package io.diabolo.spark.examples;

import org.jspecify.annotations.NullMarked;
