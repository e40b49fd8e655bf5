package io.diabolo.store;

import io.diabolo.model.ModelConfig;
import io.diabolo.preprocess.Preprocessing;

/**
 * All that a model folder says beside the weights; reading it loads no native library.
 *
 * @param architecture builds the model
 * @param preprocessing stands before and behind it
 * @param provenance where it came from
 */
public record ModelDescription(ModelConfig architecture, Preprocessing preprocessing, Provenance provenance) {}
