/**
 * Pictures cleaned, repaired and enlarged, in pure Java: {@link io.diabolo.restore.Denoiser},
 * {@link io.diabolo.restore.Deblocker}, {@link io.diabolo.restore.Inpainter}, {@link io.diabolo.restore.Upscaler}. Each has
 * {@code photo()}, the shipped networks for photographs, and takes pictures of any size, gray or colour; alpha is kept.
 *
 * <p>A picture goes through its network in tiles that overlap by the network's field, so that no seam can be seen: the
 * result is that of the whole picture in one piece, to the bit, and the same on every machine, with every number of threads.
 */
@NullMarked
package io.diabolo.restore;

import org.jspecify.annotations.NullMarked;
