package io.diabolo.model;

import io.diabolo.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A loss and the named parts that it is made of, each drawn as its own curve.
 *
 * @param total a scalar, the mean over the batch: what is differentiated
 * @param parts in a fixed order; weights such as beta are not in them
 */
public record LossTerms(Tensor total, List<Part> parts) {

    public LossTerms {
        parts = List.copyOf(parts);
    }

    /**
     * With one more part.
     *
     * @param weight its factor in the total
     */
    LossTerms with(String name, Tensor mean, double weight) {
        List<Part> more = new ArrayList<>(parts);
        more.add(new Part(name, mean));
        return new LossTerms(total.add(mean.mul(weight)), more);
    }

    /** The values of the total and of each part. */
    public List<Double> values() {
        return Stream.concat(Stream.of(total), parts.stream().map(Part::mean))
                .map(Tensor::item)
                .toList();
    }

    /**
     * One part.
     *
     * @param name {@code distortion}, {@code kl_nats}, {@code rate_bits}
     * @param mean a scalar, the mean over the batch
     */
    public record Part(String name, Tensor mean) {}
}
