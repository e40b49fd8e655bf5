package io.diabolo.model;

import io.diabolo.corrupt.Example;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.engine.Tensor;
import io.diabolo.nn.Pass;
import java.util.ArrayList;
import java.util.List;

/** {@code mean over the batch of (distortion + sum of weight x penalty)}. */
final class DistortionObjective implements Objective {

    @Override
    public LossTerms loss(Autoencoder model, Example example, Pass pass, long step) {
        Autoencoder.Forward forward = model.forward(example.input(), pass, step);
        Tensor distortion = model.config()
                .loss()
                .perExample(forward.raw(), example.target(), example.weight())
                .mean();
        List<LossTerms.Part> parts = new ArrayList<>();
        parts.add(new LossTerms.Part("distortion", distortion));
        Tensor total = distortion;
        for (Bottleneck.Penalty penalty : forward.latent().penalties()) {
            Tensor mean = penalty.perExample().mean();
            parts.add(new LossTerms.Part(penalty.name(), mean));
            total = total.add(mean.mul(penalty.weight()));
        }
        return new LossTerms(total, parts);
    }
}
