package io.diabolo.detect;

import io.diabolo.data.SampleShape;
import io.diabolo.engine.TensorScope;
import io.diabolo.model.ModelConfig;
import io.diabolo.preprocess.Preprocessing;
import io.diabolo.store.Provenance;
import io.diabolo.task.TrainedModel;
import io.diabolo.task.TrainingOptions;
import io.diabolo.train.TrainingPlan;
import io.diabolo.train.TrainingResult;
import java.util.ArrayList;
import java.util.List;

/** A network of a detector before it is trained. */
sealed interface MemberPlan permits CodingPlan, MarkingPlan {

    int OF_EACH_PART = 2;

    /** Of pictures with larger sides, defects are local: a network marks them. */
    int SMALLEST_MARKED = 64;

    /** Of pictures with more elements, no autoencoder sees the whole: it would be large, and blurred. */
    int MOST_CODED = 128 * 128;

    Part part();

    TrainedModel train(HoldOut data, Preprocessing preprocessing, TrainingOptions training);

    /** The architecture for samples of that kind. */
    ModelConfig config(Preprocessing preprocessing);

    /** The training, whose seed is also that of the initial weights. */
    TrainingPlan plan();

    /** The model with what is normal for it. */
    Member measured(TrainedModel model, HoldOut data);

    /**
     * The default ensemble, a choice for all data of a kind: as many members of each part, from other initial weights, on the
     * samples in another order.
     */
    static List<MemberPlan> of(Preprocessing preprocessing, DetectOptions options) {
        SampleShape shape = preprocessing.shape();
        boolean marked = shape.isPicture() && Math.min(shape.height(), shape.width()) >= SMALLEST_MARKED;
        boolean coded = !marked || shape.elements() <= MOST_CODED;
        int each = options.members() == DetectOptions.AUTO ? OF_EACH_PART : options.members();
        List<MemberPlan> plans = new ArrayList<>();
        for (int i = 0; coded && i < each; i++) {
            plans.add(CodingPlan.of(preprocessing, Part.RECONSTRUCTION, options, plans.size()));
            plans.add(CodingPlan.of(preprocessing, Part.LATENT, options, plans.size()));
        }
        if (marked) {
            plans.add(MarkingPlan.of(options, seed(options, plans.size())));
        }
        return plans;
    }

    static long seed(DetectOptions options, int number) {
        return options.seed() * 1_000 + number;
    }

    /** The same network with its initial weights. */
    default TrainedModel untrained(HoldOut data, Preprocessing preprocessing, TrainingOptions training) {
        ModelConfig config = config(preprocessing);
        TrainingResult nothing = new TrainingResult(0, 0, 0, 0, 0, 0, 0, TrainingResult.Reason.INTERRUPTED, List.of());
        Provenance provenance = TrainedModel.provenance(
                data.train(), plan().fittedTo(config, data.train().size()), nothing);
        try (TensorScope scope = TensorScope.open("untrained", training.device())) {
            return TrainedModel.of(config.build(plan().seed()), preprocessing, provenance, training.device());
        }
    }
}
