package io.diabolo.restoring.eval;

import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.Example;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.engine.TensorScope;
import io.diabolo.image.Picture;
import io.diabolo.restore.FloatPicture;
import io.diabolo.restore.Inpainter;
import io.diabolo.restore.Mask;
import io.diabolo.restoring.training.RestoringTask;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Lost pixels and boxes.
 *
 * @param holes null for four fifths of the pixels, and for boxes over a quarter of the picture
 */
record InpaintingTrials(Inpainter inpainter, @Nullable Corruption holes) implements Restoration {

    private static final double LOST = 0.8;
    private static final int BOX = 32;
    private static final double[] WIDTHS = {1, 2, 4};
    private static final int GRAY = 128;

    @Override
    public List<Trial> trials(Picture clean, int number) {
        if (holes != null) {
            return List.of(trial(holes.text(), clean, drawn(holes, clean, number)));
        }
        SplittableRandom random = new SplittableRandom(number);
        boolean[] pixels = new boolean[clean.height() * clean.width()];
        boolean[] boxes = new boolean[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextDouble() < LOST;
            boxes[i] = i / clean.width() / BOX % 2 == 1 && i % clean.width() / BOX % 2 == 1;
        }
        List<Trial> trials = new ArrayList<>();
        trials.add(trial("80 % of the pixels lost", clean, pixels));
        if (clean.height() > BOX && clean.width() > BOX) {
            trials.add(trial("boxes of 32 x 32", clean, boxes));
        }
        return trials;
    }

    private static boolean[] drawn(Corruption holes, Picture clean, int number) {
        try (TensorScope scope = TensorScope.open("holes");
                Generator random = Generator.ofStep(0, number)) {
            Example whole = Example.clean(Tensor.zeros(1, 1, clean.height(), clean.width()));
            Tensor known = holes.corrupt(whole, RestoringTask.RANGE, random).known();
            boolean[] hidden = new boolean[clean.height() * clean.width()];
            if (known != null) {
                float[] values = known.toFloats();
                for (int i = 0; i < hidden.length; i++) {
                    hidden[i] = values[i] == 0;
                }
            }
            return hidden;
        }
    }

    private Trial trial(String damage, Picture clean, boolean[] hidden) {
        byte[] pixels = clean.pixels().clone();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = hidden[i % hidden.length] ? (byte) GRAY : pixels[i];
        }
        Picture damaged = new Picture(clean.channels(), clean.height(), clean.width(), pixels);
        FloatPicture values = Floats.of(damaged);
        List<Attempt> attempts = new ArrayList<>();
        attempts.add(Attempt.of("gray", () -> damaged));
        for (double width : WIDTHS) {
            attempts.add(new Attempt(
                    "Gaussian mean of what is known",
                    "%.0f".formatted(width),
                    () -> Floats.rounded(Filters.filled(values, hidden, width))));
        }
        attempts.add(Attempt.of(
                Attempt.OURS, () -> Picture.of(inpainter.fill(damaged.toBufferedImage(), mask(clean, hidden)))
                        .withChannels(clean.channels())));
        return new Trial(damage, damaged, attempts);
    }

    private static Mask mask(Picture like, boolean[] hidden) {
        BufferedImage mask = new BufferedImage(like.width(), like.height(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] white = ((DataBufferByte) mask.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < white.length; i++) {
            white[i] = (byte) (hidden[i] ? 255 : 0);
        }
        return Mask.of(mask);
    }
}
