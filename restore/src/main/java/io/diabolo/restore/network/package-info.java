/**
 * The networks that restore pictures: {@link io.diabolo.restore.network.RestorationNetwork} is a weights file that runs, of
 * either kind of {@link io.diabolo.restore.network.NetworkConfig}.
 *
 * <p>Feature maps are [H, W, C] as in {@code io.diabolo.runtime}, whose rules make the results the same bits everywhere.
 */
@NullMarked
package io.diabolo.restore.network;

import org.jspecify.annotations.NullMarked;
