package io.diabolo.corrupt;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.preprocess.ModelRange;

/**
 * Paints one to three defects into pictures: pieces of other pictures, spots and scratches, with soft edges, from a hundredth
 * to a third of the picture's smaller side. The target stays clean, and what was painted over is not known any more
 * ({@link Example#known}): a network learns from it to repair, and to mark what needs it, without one real defect.
 *
 * @param share of the pictures that get defects, 0 to 1
 * @source Schlueter et al. 2022 (NSA: pasted pieces of other pictures); Zavrtanik et al. 2021 (DRAEM: repair and mark)
 */
@JsonTypeName("defects")
public record PastedDefects(double share) implements Corruption {

    private static final int MOST = 3;

    public PastedDefects {
        CorruptionText.requireUpTo("defects", share, 1);
    }

    /** As many pictures with defects as teach a network what is a defect and what is not. */
    public static PastedDefects usual() {
        return new PastedDefects(0.75);
    }

    @Override
    public Example corrupt(Example example, ModelRange range, Generator random) {
        if (example.input().shape().rank() != 4) {
            throw new BadInputException("corruption '%s' is for pictures, these samples are %s"
                    .formatted(text(), example.input().shape()));
        }
        int samples = (int) example.input().size(0);
        float[] draws = Tensor.uniform(random, 0, 1, samples, 2).toFloats();
        DefectBrush brush = new DefectBrush(example.input(), range);
        for (int sample = 0; sample < samples; sample++) {
            if (draws[2 * sample] < share) {
                brush.paint(sample, MOST, Float.floatToIntBits(draws[2 * sample + 1]));
            }
        }
        Tensor visible = brush.untouched();
        Tensor known =
                example.known() == null ? Tensor.full(1, example.input().shape().toArray()) : example.known();
        return new Example(brush.painted(), example.target(), example.weight(), known.mul(visible));
    }

    @Override
    public String text() {
        return CorruptionText.of("defects", share);
    }
}
