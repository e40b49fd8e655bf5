/**
 * New samples: {@link io.diabolo.generate.SampleGenerator} draws codes from a model's prior and walks between them,
 * {@link io.diabolo.generate.MixtureFit} fits a prior to a model that has none, {@link io.diabolo.generate.SampleJudgement}
 * says whether what was drawn is new and different from each other.
 */
@NullMarked
package io.diabolo.generate;

import org.jspecify.annotations.NullMarked;
