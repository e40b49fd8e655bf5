package io.diabolo.restoring.training;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.Example;
import io.diabolo.corrupt.GaussianNoise;
import io.diabolo.corrupt.RandomGaussianNoise;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.restore.network.NetworkConfig;
import io.diabolo.restore.network.UnetConfig;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Takes noise out. The network has a map of the noise's sigma, which says 0 for unknown in 40 % of the crops, the truth in 30 %, and 0.5
 * to 1.6 times the truth in the others. Where the noise has no sigma, the map says anything, so that the network learns not to listen.
 *
 * @param gray a network for gray pictures instead of one for colour, of whose crops a fifth is gray
 * @param noise null for that of photographs: Gaussian, sigma mostly 5 to 50, and in a quarter of the crops a camera's, whose
 *     variance is a x + b^2
 */
@JsonTypeName("denoise")
public record DenoisingTask(
        boolean gray,
        @JsonSetter(nulls = Nulls.SET) @Nullable Corruption noise) implements RestoringTask {

    private static final double UNKNOWN = 0.4;
    private static final double RIGHT_OF_KNOWN = 0.5;
    private static final double CAMERA = 0.25;
    private static final double GRAY = 0.2;
    private static final double LARGEST = 255;

    @Override
    public NetworkConfig network() {
        return UnetConfig.photo(NetworkConfig.Task.DENOISE, gray ? 1 : 3, UnetConfig.MapKind.SIGMA);
    }

    @Override
    public String damage() {
        return noise == null
                ? "Gaussian noise, sigma mostly 5 to 50, in a quarter of the crops a camera's"
                : "noise %s".formatted(noise.text());
    }

    @Override
    public int cropMultiple() {
        return UnetConfig.MULTIPLE;
    }

    @Override
    public RestoringBatch batch(Crops crops, SplittableRandom random, Generator generator) {
        int n = crops.count();
        Tensor grays = Tensor.bernoulli(generator, gray ? 0 : GRAY, n, 1, 1, 1);
        Tensor clean = gray ? crops.luma() : mixed(crops.colours(), grays, Crops.luma(crops.colours()));
        Noisy noisy = noisy(clean, n, generator);
        // A gray picture has the same noise in all its channels.
        Tensor input = gray ? noisy.picture : mixed(noisy.picture, grays, noisy.picture.narrow(1, 0, 1));
        return new RestoringBatch(RestoringBatch.withMap(input, noisy.told), input, clean, null);
    }

    /** @return {@code other} where {@code which} is 1 */
    private static Tensor mixed(Tensor picture, Tensor which, Tensor other) {
        return picture.mul(which.neg().add(1)).add(other.mul(which));
    }

    private Noisy noisy(Tensor clean, int n, Generator generator) {
        if (noise == null) {
            Tensor camera = Tensor.bernoulli(generator, CAMERA, n, 1, 1, 1);
            Tensor usual = uniform(generator, 5, 50, n);
            Tensor wide = uniform(generator, 0, 55, n);
            Tensor sigma = mixed(usual, Tensor.bernoulli(generator, 0.2, n, 1, 1, 1), wide);
            Tensor shot = uniform(generator, 0, 40, n).square().mul(clean);
            Tensor read = uniform(generator, 0, 15, n).square();
            Tensor spread = mixed(sigma.square().add(clean.mul(0)), camera, shot.add(read))
                    .clamp(0, 1)
                    .sqrt();
            return new Noisy(
                    added(clean, spread, generator),
                    told(sigma, n, generator).mul(camera.neg().add(1)));
        }
        if (noise instanceof GaussianNoise gaussian) {
            return gaussian(clean, gaussian.sigma(), gaussian.sigma(), n, generator);
        }
        if (noise instanceof RandomGaussianNoise gaussian) {
            return gaussian(clean, gaussian.least(), gaussian.most(), n, generator);
        }
        Tensor damaged = noise.corrupt(Example.clean(clean), RANGE, generator).input();
        return new Noisy(damaged, told(uniform(generator, 0, 55, n), n, generator));
    }

    private static Noisy gaussian(Tensor clean, double least, double most, int n, Generator generator) {
        Tensor sigma = uniform(generator, least, most, n);
        return new Noisy(added(clean, sigma, generator), told(sigma, n, generator));
    }

    private static Tensor added(Tensor clean, Tensor spread, Generator generator) {
        return clean.add(Tensor.normal(generator, clean.shape().toArray()).mul(spread));
    }

    private static Tensor told(Tensor sigma, int n, Generator generator) {
        Tensor right = Tensor.bernoulli(generator, RIGHT_OF_KNOWN, n, 1, 1, 1);
        Tensor known = Tensor.bernoulli(generator, 1 - UNKNOWN, n, 1, 1, 1);
        Tensor wrong = sigma.mul(Tensor.uniform(generator, 0.5, 1.6, n, 1, 1, 1));
        return mixed(wrong, right, sigma).mul(known);
    }

    /** A number for each crop, given in units of 8 bits. */
    private static Tensor uniform(Generator generator, double least, double most, int n) {
        return Tensor.uniform(generator, least / LARGEST, most / LARGEST, n, 1, 1, 1);
    }

    /**
     * Crops with noise.
     *
     * @param told what the map says, [N, 1, 1, 1]
     */
    private record Noisy(Tensor picture, Tensor told) {}
}
