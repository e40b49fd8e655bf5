package io.diabolo.train;

import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.model.Example;
import io.diabolo.preprocess.Preprocessing;
import java.util.List;

/**
 * The corruptions that have a name, written {@code name:value} and joined by {@code +}, for example
 * {@code gaussian:25+mask:0.2}. They are saved as this text.
 */
public final class Corruptions {

    /** What can be written, for help and messages. */
    public static final String SYNTAX =
            "gaussian:SIGMA (0..255 scale), salt-pepper:FRACTION, mask:FRACTION (single pixels), block:FRACTION (one square of that share of the area); joined by +";

    private static final List<String> NAMES = List.of("gaussian", "salt-pepper", "mask", "block");

    private Corruptions() {}

    /**
     * Reads the text form; empty or {@code none} is no corruption.
     *
     * @param preprocessing what one step of 255 is in the model's range
     * @throws BadInputException if the text is not of {@link #SYNTAX}
     */
    public static Corruption parse(String text, Preprocessing preprocessing) {
        Corruption all = Corruption.none();
        if (text.isBlank() || text.equals("none")) {
            return all;
        }
        for (String part : text.split("\\+", -1)) {
            all = all.then(one(part.strip(), preprocessing));
        }
        return all;
    }

    private static Corruption one(String text, Preprocessing preprocessing) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        if (colon < 0 || !NAMES.contains(name)) {
            throw new BadInputException("corruption '%s' is unknown: use %s".formatted(text, SYNTAX));
        }
        double low = preprocessing.low();
        double high = preprocessing.high();
        return switch (name) {
            case "gaussian" -> gaussian(number(text, colon, 10_000) / 255 * preprocessing.peak());
            case "salt-pepper" -> saltAndPepper(number(text, colon, 1), low, high);
            case "mask" -> mask(number(text, colon, 1), low);
            default -> block(number(text, colon, 1), low);
        };
    }

    private static double number(String text, int colon, double largest) {
        try {
            double value = Double.parseDouble(text.substring(colon + 1));
            if (value >= 0 && value <= largest) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Falls through to the message, which says the same as for a number out of range.
        }
        throw new BadInputException("corruption '%s': the number after the colon must be from 0 to %s"
                .formatted(text, largest == 1 ? "1" : "10,000"));
    }

    /**
     * Adds N(0, sigma^2), not limited to the range: the noise stays Gaussian.
     *
     * @source Vincent et al. 2010
     */
    static Corruption gaussian(double sigma) {
        return (clean, random) -> new Example(
                clean.add(Tensor.normal(random, clean.shape().toArray()).mul(sigma)), clean, null);
    }

    /** Replaces a fraction of the values, half of them by the lowest and half by the highest. */
    static Corruption saltAndPepper(double fraction, double low, double high) {
        return (clean, random) -> {
            long[] shape = clean.shape().toArray();
            Tensor hit = Tensor.bernoulli(random, fraction, shape);
            Tensor noise = Tensor.bernoulli(random, 0.5, shape).mul(high - low).add(low);
            return new Example(blend(clean, noise, hit), clean, null);
        };
    }

    /** Sets a fraction of the pixels, all channels of each, to the lowest value. */
    static Corruption mask(double fraction, double low) {
        return (clean, random) -> {
            Tensor hit = Tensor.bernoulli(random, fraction, clean.size(0), 1, clean.size(2), clean.size(3));
            return new Example(blend(clean, Tensor.scalar(low), hit), clean, null);
        };
    }

    /** Sets one square at a random place, another in each example, to the lowest value. */
    static Corruption block(double fraction, double low) {
        return (clean, random) -> {
            Tensor hit = squares(clean.size(0), (int) clean.size(2), (int) clean.size(3), fraction, random);
            return new Example(blend(clean, Tensor.scalar(low), hit), clean, null);
        };
    }

    private static Tensor squares(long n, int height, int width, double fraction, Generator random) {
        int side = Math.min(Math.min(height, width), (int) Math.round(Math.sqrt(fraction * height * width)));
        float[] places = Tensor.uniform(random, 0, 1, n, 2).toFloats();
        float[] mask = new float[Math.toIntExact(n * height * width)];
        for (int i = 0; i < n; i++) {
            int top = (int) (places[2 * i] * (height - side + 1));
            int left = (int) (places[2 * i + 1] * (width - side + 1));
            for (int y = top; y < top + side; y++) {
                int row = (i * height + y) * width;
                java.util.Arrays.fill(mask, row + left, row + left + side, 1);
            }
        }
        return Tensor.of(mask, n, 1, height, width);
    }

    /** {@code other} where the mask is 1, {@code x} where it is 0. */
    private static Tensor blend(Tensor x, Tensor other, Tensor mask) {
        return x.mul(mask.neg().add(1)).add(mask.mul(other));
    }
}
