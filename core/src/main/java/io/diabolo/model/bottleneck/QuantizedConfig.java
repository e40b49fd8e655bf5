package io.diabolo.model.bottleneck;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.Conv;
import io.diabolo.nn.Layer;
import io.diabolo.nn.Linear;
import io.diabolo.nn.Parameters;

/**
 * The vector-quantised bottleneck: each position of the latent is one of K learned vectors. Features that have space keep it,
 * so that a picture becomes a small picture of code numbers.
 *
 * <pre>{@code
 * features [C, *S] -> conv 1 -> z [D, *S] -> nearest of K vectors at each position -> latent [D, *S]
 * features [F]     -> linear -> z [D]     -> nearest of K vectors for each group   -> latent [D]
 * }</pre>
 *
 * @param codes K, 2 to 65,536, of each group
 * @param groups into how many equal parts the D numbers are divided, each with a codebook of its own; 1 or more
 * @param commitment the factor of the squared distance between z and its code, which only z is drawn by; 0 or more
 * @param decay of the moving averages that the codebook follows, from 0 to below 1
 * @source van den Oord, Vinyals and Kavukcuoglu 2017, appendix A.1; Jegou et al. 2011 (groups: product quantisation)
 */
@JsonTypeName("quantized")
public record QuantizedConfig(int codes, int groups, double commitment, double decay) implements BottleneckConfig {

    private static final int MOST_CODES = 1 << 16;

    /** The most numbers that a codebook may have: a gibibyte. */
    private static final long MOST_NUMBERS = 1L << 28;

    private static final int FEW = 4;

    public QuantizedConfig {
        if (codes < 2 || codes > MOST_CODES) {
            throw new BadInputException("quantized: codes must be from 2 to %,d, were %d".formatted(MOST_CODES, codes));
        }
        if (groups < 1) {
            throw new BadInputException("quantized: groups must be at least 1, were " + groups);
        }
        if (!(commitment >= 0 && commitment <= 1e6)) {
            throw new BadInputException("quantized: commitment must be from 0 to 1,000,000, was " + commitment);
        }
        if (!(decay >= 0 && decay < 1)) {
            throw new BadInputException("quantized: decay must be from 0 to below 1, was " + decay);
        }
    }

    /** 512 codes, one group: for latents that keep their space. */
    public static QuantizedConfig defaults() {
        return withCodes(512);
    }

    /** One group, for latents that keep their space. */
    public static QuantizedConfig withCodes(int codes) {
        return new QuantizedConfig(codes, 1, 0.25, 0.99);
    }

    /** The same for a latent of D numbers without space: groups of four, or of three or two where D asks for it. */
    public QuantizedConfig forFlatLatent(int latent) {
        int size = FEW;
        while (latent % size != 0) {
            size--;
        }
        return new QuantizedConfig(codes, latent / size, commitment, decay);
    }

    @Override
    public String kind() {
        return "quantized";
    }

    @Override
    public String describe() {
        return groups == 1
                ? "quantized, %,d codes".formatted(codes)
                : "quantized, %d x %,d codes".formatted(groups, codes);
    }

    @Override
    public double codeBits(Shape latentShape) {
        long positions = latentShape.elements() / latentShape.size(0);
        return groups * positions * Math.log(codes) / Math.log(2);
    }

    @Override
    public Shape latentShape(Shape features, int latent) {
        if (latent % groups != 0) {
            throw new BadInputException(
                    "quantized: %d groups must divide the latent of %d numbers: change one".formatted(groups, latent));
        }
        if ((long) codes * latent > MOST_NUMBERS) {
            throw new BadInputException("quantized: %,d codes of %,d numbers are more than %,d: use fewer"
                    .formatted(codes, latent, MOST_NUMBERS));
        }
        long[] sizes = features.toArray();
        sizes[0] = latent;
        return features.rank() == 1 ? Shape.of(latent) : Shape.of(sizes);
    }

    /** The projection's and the codebook's. */
    @Override
    public long parameters(Place place) {
        return (place.features().size(0) + 1 + codes) * place.latent();
    }

    @Override
    public boolean penalised() {
        return true; // a code is one of few
    }

    @Override
    public boolean keepsSpace() {
        return true;
    }

    @Override
    public String priorInWords() {
        return "vectors drawn independently at each position";
    }

    @Override
    public Bottleneck build(Parameters parameters, Place place, Layer encoder) {
        Shape features = place.features();
        int latent = place.latent();
        Layer projection = features.rank() == 1
                ? Linear.layer(parameters, features.elements(), latent)
                : new Conv(latent, 1, 1).build(parameters, features);
        Codebook codebook = Codebook.create(parameters, this, latent / groups);
        return new QuantizedBottleneck(projection, codebook, latentShape(features, latent), commitment);
    }
}
