/** What stands between raw data and a model, and is saved with the model. */
@NullMarked
package io.diabolo.preprocess;

import org.jspecify.annotations.NullMarked;
