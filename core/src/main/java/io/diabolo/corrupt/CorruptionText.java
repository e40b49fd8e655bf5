package io.diabolo.corrupt;

import io.diabolo.error.BadInputException;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;

/** Corruptions as a command line has them: {@code name:value} joined by {@code +}, for example {@code gaussian:25+mask:0.2}. */
public final class CorruptionText {

    private static final Map<String, DoubleFunction<Corruption>> NAMES = Map.of(
            "gaussian", GaussianNoise::new,
            "poisson", PoissonNoise::new,
            "speckle", SpeckleNoise::new,
            "salt-pepper", SaltAndPepper::new,
            "mask", HiddenElements::new,
            "block", HiddenBlock::new,
            "defects", PastedDefects::new,
            "gaps", ArtificialGaps::new);

    /** The one whose number may be a range. */
    private static final String RANGED = "gaussian";

    private static final String TO = "..";

    /** What can be written, for help and messages. */
    public static final String SYNTAX =
            "gaussian:SIGMA (0..255 scale; tables and series: in hundredths of a standard deviation) or gaussian:LEAST..MOST (another strength in each sample), poisson:PHOTONS (of the largest value), speckle:DEVIATION (of the factor of each value), salt-pepper:FRACTION, mask:FRACTION (single pixels, values or cells), block:FRACTION (one square, span or run of cells of that share), defects:FRACTION (painted defects in that share of the pictures), gaps:FRACTION (as mask, in training only), binary (each value drawn as black or white, the target too, in training only); joined by +";

    private CorruptionText() {}

    /**
     * Reads the text form; empty or {@code none} is no corruption.
     *
     * @throws BadInputException if the text is not of {@link #SYNTAX}
     */
    public static Corruption parse(String text) {
        Corruption all = Corruption.none();
        if (text.isBlank() || text.equals("none")) {
            return all;
        }
        for (String part : text.split("\\+", -1)) {
            all = all.then(one(part.strip()));
        }
        return all;
    }

    private static Corruption one(String text) {
        if (text.equals(BinarySamples.NAME)) {
            return new BinarySamples();
        }
        List<String> words = List.of(text.split(":", 2));
        DoubleFunction<Corruption> kind = NAMES.get(words.get(0));
        if (kind == null || words.size() < 2) {
            throw new BadInputException("corruption '%s' is unknown: use %s".formatted(text, SYNTAX));
        }
        try {
            if (words.get(0).equals(RANGED) && words.get(1).contains(TO)) {
                String[] ends = words.get(1).split(Pattern.quote(TO), 2);
                return new RandomGaussianNoise(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
            }
            return kind.apply(Double.parseDouble(words.get(1)));
        } catch (NumberFormatException e) {
            throw new BadInputException(
                    "corruption '%s': what stands after the colon must be a number".formatted(text), e);
        }
    }

    static String of(String name, double value) {
        return name + ":" + number(value);
    }

    static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    static void requireUpTo(String name, double value, int largest) {
        if (!(value >= 0 && value <= largest)) {
            throw new BadInputException("corruption '%s': the number after the colon must be from 0 to %,d"
                    .formatted(of(name, value), largest));
        }
    }
}
