package io.diabolo.model;

import io.diabolo.data.SampleShape;
import io.diabolo.engine.Shape;
import io.diabolo.nn.Flatten;
import io.diabolo.nn.LayerConfig;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Sum;
import io.diabolo.nn.Unflatten;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear path around the networks of both sides: what is linear in the data need not be learnt by them, and the path can
 * start as PCA. The encoder ends with D features, so that the bottleneck can start as the identity.
 *
 * <pre>{@code
 * x -> flatten -> linear D ---- + -> features [D] -> bottleneck -> z -> linear ---- + -> xHat
 *   -> network -> linear D ---- +                                    -> network --- +
 * }</pre>
 *
 * @param encoder the prefix of the names of the linear layer's parameters, [D, elements] and [D]
 * @param decoder the same behind the latent, [elements, D] and [elements]
 * @param encoderNetwork the prefix of the last layer of the network beside it
 * @param decoderNetwork the same behind the latent
 */
public record LinearPath(String encoder, String decoder, String encoderNetwork, String decoderNetwork) {

    private static final String LINEAR = ".0.0."; // layer 0, the sum; its branch 0
    private static final String NETWORK = ".0.1.";

    /** Where the parameters are, for networks that {@link #encoder(List, int)} and {@link #decoder} put beside the path. */
    static LinearPath beside(List<LayerConfig> encoderNetwork, List<LayerConfig> decoderNetwork) {
        int last = decoderNetwork.size() - 1;
        while (decoderNetwork.get(last) instanceof Unflatten) {
            last--;
        }
        return new LinearPath(
                "encoder" + LINEAR + 1,
                "decoder" + LINEAR + 0,
                "encoder" + NETWORK + encoderNetwork.size(),
                "decoder" + NETWORK + last);
    }

    /** @param network from a sample to features [F] */
    static List<LayerConfig> encoder(List<LayerConfig> network, int latent) {
        List<LayerConfig> branch = new ArrayList<>(network);
        branch.add(new Linear(latent));
        return List.of(new Sum(List.of(List.of(new Flatten(), new Linear(latent)), branch)));
    }

    /** @param network from the latent to a sample */
    static List<LayerConfig> decoder(List<LayerConfig> network, SampleShape sample) {
        return List.of(new Sum(List.of(toSample(sample), network)));
    }

    /** A linear layer to all values of a sample, and its shape. */
    static List<LayerConfig> toSample(SampleShape sample) {
        Linear linear = new Linear(sample.elements());
        Shape shape = AutoencoderConfig.shape(sample);
        return shape.rank() == 1 ? List.of(linear) : List.of(linear, Stages.unflatten(shape));
    }
}
