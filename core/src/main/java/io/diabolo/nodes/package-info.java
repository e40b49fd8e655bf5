/**
 * Several machines that train one model: {@link io.diabolo.nodes.NodePlace} says who they are, {@link io.diabolo.nodes.Nodes} what they do
 * together.
 */
@NullMarked
package io.diabolo.nodes;

import org.jspecify.annotations.NullMarked;
