package io.diabolo.model;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.corrupt.Example;
import io.diabolo.engine.Tensor;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code mean over the batch of (distortion + sum of weight x penalty)}: plain, denoising and variational training, and all
 * others whose bottleneck says what the latent costs.
 */
@JsonTypeName("standard")
public record StandardObjective() implements Objective {

    @Override
    public LossTerms loss(Reconstructor model, Example example, Pass pass, long step) {
        ModelConfig config = model.config();
        return terms(config, example, model.forward(example.modelInput(config.maskInput()), pass, step));
    }

    static LossTerms terms(ModelConfig config, Example example, Reconstructor.Forward forward) {
        Tensor distortion = config.distortion(forward.raw(), example).mean();
        List<LossTerms.Part> parts = new ArrayList<>();
        parts.add(new LossTerms.Part("distortion", distortion));
        Tensor total = distortion;
        List<Bottleneck.Penalty> penalties =
                forward.latent().map(Bottleneck.Latent::penalties).orElse(List.of());
        for (Bottleneck.Penalty penalty : penalties) {
            Tensor mean = penalty.values().mean();
            parts.add(new LossTerms.Part(penalty.name(), mean));
            total = total.add(mean.mul(penalty.weight()));
        }
        return new LossTerms(total, parts);
    }
}
