package io.diabolo.model.bottleneck;

import io.diabolo.engine.Tensor;
import io.diabolo.nn.Initialization;
import io.diabolo.nn.Parameters;
import java.util.ArrayList;
import java.util.List;

/** A small network that tells draws of the prior (above 0) from codes of samples (below 0): [N, D] to [N]. */
final class Discriminator {

    static final int UNITS = 128;

    private static final double SLOPE = 0.2;

    private final List<Parameters.Affine> layers = new ArrayList<>();

    Discriminator(Parameters parameters, int latent) {
        int inputs = latent;
        for (int outputs : new int[] {UNITS, UNITS, 1}) {
            layers.add(parameters
                    .in(String.valueOf(layers.size()))
                    .affine(new Initialization.Fan(inputs, outputs), outputs, outputs, inputs));
            inputs = outputs;
        }
    }

    static long parameters(int latent) {
        return (latent + 1L) * UNITS + (UNITS + 1L) * UNITS + UNITS + 1;
    }

    /** Its judgement, from which both the network and the codes learn. */
    Tensor logits(Tensor codes) {
        return logits(codes, false);
    }

    /** The same, from which the codes alone learn. */
    Tensor frozenLogits(Tensor codes) {
        return logits(codes, true);
    }

    private Tensor logits(Tensor codes, boolean frozen) {
        Tensor x = codes;
        for (int i = 0; i < layers.size(); i++) {
            Tensor weight = layers.get(i).weight();
            Tensor bias = layers.get(i).bias();
            x = frozen ? x.linear(weight.detach(), bias.detach()) : x.linear(weight, bias);
            if (i < layers.size() - 1) {
                x = x.leakyRelu(SLOPE);
            }
        }
        return x.reshape(codes.size(0));
    }
}
