/** Codecs on the disk: {@link io.diabolo.compress.folder.CodecFolder} keeps a trained codec with the weights to train it further; {@link
 * io.diabolo.compress.folder.CodecSource} opens what compresses and decompresses. */
@NullMarked
package io.diabolo.compress.folder;

import org.jspecify.annotations.NullMarked;
