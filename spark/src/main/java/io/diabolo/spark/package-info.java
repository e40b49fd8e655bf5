/**
 * Diabolo's models as stages of Spark ML: rows of frames are encoded and judged on a cluster, in partitions, by models that each
 * JVM loads once. What is computed is computed by {@code io.diabolo.task} and {@code io.diabolo.detect}.
 */
@NullMarked
package io.diabolo.spark;

import org.jspecify.annotations.NullMarked;
