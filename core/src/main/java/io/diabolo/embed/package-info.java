/** Pictures of codes in two dimensions. */
@org.jspecify.annotations.NullMarked
package io.diabolo.embed;
