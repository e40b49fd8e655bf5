/**
 * What autoencoders are good for, in terms of pictures and arrays: start with {@link io.diabolo.task.PictureAutoencoder}.
 * Nothing here shows a tensor.
 */
@NullMarked
package io.diabolo.task;

import org.jspecify.annotations.NullMarked;
