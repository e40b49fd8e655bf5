package io.diabolo.generate;

import io.diabolo.corrupt.Batches;
import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.data.RowSubset;
import io.diabolo.engine.Generator;
import io.diabolo.engine.NoGrad;
import io.diabolo.engine.TensorScope;
import io.diabolo.error.BadInputException;
import io.diabolo.model.Autoencoder;
import io.diabolo.model.bottleneck.Bottleneck;
import io.diabolo.task.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The codes that a prior is fitted to: of a model with a posterior one drawn from that of each sample, as the posteriors of all
 * samples together are what the decoder was trained on, not their means; of another the codes themselves.
 */
public final class LatentCodes {

    private static final int AT_ONCE = 256;

    private LatentCodes() {}

    /**
     * Draws codes.
     *
     * @param most of more samples so many are taken, evenly spread
     * @throws BadInputException if codes are numbers of vectors, or the model has no latent
     */
    public static Codes draw(TrainedModel model, Dataset data, int most, long seed) {
        Autoencoder autoencoder = model.autoencoder();
        requireNumbers(autoencoder);
        Dataset some = data.size() <= most ? data : RowSubset.of(data, spread(data.size(), most));
        if (!autoencoder.config().bottleneck().hasPosterior()) {
            return model.encode(some);
        }
        Batches batches = new Batches(some, model.preprocessing());
        int atOnce = Batches.chunk(model.preprocessing().shape(), AT_ONCE);
        List<Codes> parts = new ArrayList<>();
        for (int first = 0; first < some.size(); first += atOnce) {
            try (TensorScope scope = TensorScope.open("codes", model.device());
                    NoGrad noGrad = NoGrad.open();
                    Generator random = Generator.ofStep(seed, first)) {
                int[] rows = Batches.range(first, atOnce, some.size());
                Bottleneck.Latent latent = autoencoder.latent(
                        batches.example(rows).modelInput(autoencoder.config().maskInput()));
                parts.add(Codes.of(
                        autoencoder.config().codeSize(),
                        latent.probability()
                                .posterior()
                                .sample(rows.length, random)
                                .toFloats()));
            }
        }
        return Codes.concat(parts);
    }

    static void requireNumbers(Autoencoder model) {
        if (!model.config().conditions().isEmpty()) {
            throw new BadInputException(
                    "codes of a model that is told labels have them behind their numbers, which a mixture of normal distributions does not fit: use its own prior");
        }
        if (Double.isFinite(model.config().codeBits())) {
            throw new BadInputException(
                    "codes of a %s autoencoder are choices among vectors, which a mixture of normal distributions does not fit: use its own prior"
                            .formatted(model.config().bottleneck().kind()));
        }
    }

    private static int[] spread(int size, int count) {
        return IntStream.range(0, count)
                .map(i -> (int) ((long) i * size / count))
                .toArray();
    }
}
