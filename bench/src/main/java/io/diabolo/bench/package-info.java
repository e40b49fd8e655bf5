/**
 * The same work with Diabolo and with its peers, in turn, on one machine.
 *
 * <p>{@link io.diabolo.bench.Main} starts a process for each side of each {@link io.diabolo.bench.Work} and asks them in turn
 * for rounds, a JSON line each ({@link io.diabolo.bench.Protocol}); {@link io.diabolo.bench.Worker} is Diabolo's side, the
 * scripts in {@code bench/peers} are the others.
 */
@NullMarked
package io.diabolo.bench;

import org.jspecify.annotations.NullMarked;
