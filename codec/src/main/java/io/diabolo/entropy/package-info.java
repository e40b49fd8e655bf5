/**
 * Whole numbers to bytes and back: {@link io.diabolo.entropy.SymbolTable} says how likely each number is,
 * {@link io.diabolo.entropy.RansEncoder} and {@link io.diabolo.entropy.RansDecoder} spend bits accordingly. All arithmetic
 * is on integers, so every machine reads what another wrote.
 */
@NullMarked
package io.diabolo.entropy;

import org.jspecify.annotations.NullMarked;
