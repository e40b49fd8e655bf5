package io.diabolo.jobs;

import io.diabolo.engine.Device;
import io.diabolo.engine.Precision;
import io.diabolo.model.ModelConfig;
import io.diabolo.train.PrecisionParity;
import java.util.List;

/** What large products are computed in. */
public enum PrecisionChoice {
    /** A training: bfloat16 where every model is known to learn as well with it; the use of a model: float32. */
    AUTO,
    FP32,
    BF16;

    /** Of a trained model's use, whose figures do not depend on the processor then. */
    Precision ofUse() {
        return this == BF16 ? Precision.BF16 : Precision.FP32;
    }

    Precision ofTraining(List<? extends ModelConfig> models, Device device) {
        if (this != AUTO) {
            return ofUse();
        }
        boolean all = models.stream().allMatch(model -> PrecisionParity.auto(model, device) == Precision.BF16);
        return all ? Precision.BF16 : Precision.FP32;
    }
}
