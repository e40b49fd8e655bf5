/**
 * Weight files in the safetensors format: {@link io.diabolo.safetensors.Safetensors} reads and writes them,
 * {@link io.diabolo.safetensors.NamedTensor} is one tensor.
 */
@NullMarked
package io.diabolo.safetensors;

import org.jspecify.annotations.NullMarked;
