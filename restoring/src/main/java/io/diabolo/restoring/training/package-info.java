/** The training of restorers: what is done to crops of clean pictures, what a step computes, and the folder that comes of it. */
@NullMarked
package io.diabolo.restoring.training;

import org.jspecify.annotations.NullMarked;
