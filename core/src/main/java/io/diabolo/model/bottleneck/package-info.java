/**
 * What happens between encoder and decoder. {@link io.diabolo.model.bottleneck.BottleneckConfig} describes one without
 * native code and builds the {@link io.diabolo.model.bottleneck.Bottleneck}.
 */
@NullMarked
package io.diabolo.model.bottleneck;

import org.jspecify.annotations.NullMarked;
