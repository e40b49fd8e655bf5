package io.diabolo.reproduce;

import io.diabolo.model.AutoencoderConfig;
import io.diabolo.model.Body;
import io.diabolo.model.ConvBody;
import io.diabolo.model.MlpBody;
import io.diabolo.model.OutputRange;
import io.diabolo.model.StemBody;
import io.diabolo.nn.Activation;
import io.diabolo.nn.Initialization;
import io.diabolo.nn.Normalization;
import io.diabolo.train.Schedule;
import io.diabolo.train.TrainingPlan;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A change of the default training that {@link Recipes} measures.
 *
 * @param name what the table calls it
 * @param initialization of the weights
 * @param config what becomes of the default architecture
 * @param plan what becomes of the automatic plan
 */
record Recipe(
        String name,
        Initialization initialization,
        UnaryOperator<AutoencoderConfig> config,
        UnaryOperator<TrainingPlan> plan) {

    /** The default, the default with one choice at a time taken back, and all former choices together. */
    static List<Recipe> ablation() {
        return List.of(
                weights("default", Initialization.LECUN),
                architecture("linear out", config -> config.withOutput(OutputRange.LINEAR)),
                weights("He", Initialization.HE),
                weights("PyTorch", Initialization.PYTORCH),
                architecture("GELU", config -> config.withBody(changed(config.body(), Activation.GELU, true))),
                architecture("no path", config -> config.withBody(changed(config.body(), Activation.SILU, false))),
                architecture("layers", config -> config.withBody(former(config, true))),
                training("rate 2e-3", plan -> plan.withLearningRate(2e-3)),
                training("batch 128", plan -> plan.withBatch(128)),
                training("warm-up", Recipe::shortWarmUp),
                new Recipe(
                        "former",
                        Initialization.HE,
                        config -> config.withOutput(OutputRange.LINEAR).withBody(former(config, false)),
                        plan -> shortWarmUp(plan.withLearningRate(2e-3).withBatch(128))));
    }

    private static Recipe weights(String name, Initialization initialization) {
        return new Recipe(name, initialization, UnaryOperator.identity(), UnaryOperator.identity());
    }

    private static Recipe architecture(String name, UnaryOperator<AutoencoderConfig> config) {
        return new Recipe(name, Initialization.LECUN, config, UnaryOperator.identity());
    }

    private static Recipe training(String name, UnaryOperator<TrainingPlan> plan) {
        return new Recipe(name, Initialization.LECUN, UnaryOperator.identity(), plan);
    }

    private static TrainingPlan shortWarmUp(TrainingPlan plan) {
        return plan.with(plan.optimization().withSchedule(Schedule.COSINE, 100));
    }

    private static Body changed(Body body, Activation activation, boolean linearPath) {
        if (body instanceof StemBody stem) {
            return new StemBody(stem.channels(), stem.hidden(), activation, linearPath);
        }
        MlpBody mlp = (MlpBody) body;
        return new MlpBody(mlp.widths(), activation, mlp.normalization(), mlp.dropout(), linearPath);
    }

    private static Body former(AutoencoderConfig config, boolean linearPath) {
        if (config.convolves()) {
            ConvBody body = ConvBody.defaults(config.input());
            return linearPath ? body.withLinearPath() : body;
        }
        return new MlpBody(List.of(512, 256), Activation.GELU, Normalization.NONE, 0, linearPath);
    }
}
