package io.diabolo.restoring.eval;

import io.diabolo.image.Picture;
import io.diabolo.image.Size;
import io.diabolo.restore.Bicubic;
import io.diabolo.restore.Upscaler;
import java.util.List;

/** Pictures that were made small, whose sides divide by the factor. */
record UpscalingTrials(Upscaler upscaler) implements Restoration {

    @Override
    public List<Trial> trials(Picture clean, int number) {
        int factor = upscaler.factor();
        Picture small =
                Floats.rounded(Bicubic.resize(Floats.of(clean), clean.height() / factor, clean.width() / factor));
        Picture nearest = nearest(small, factor);
        return List.of(new Trial(
                "reduced by %d".formatted(factor),
                nearest,
                List.of(
                        Attempt.of("nearest", () -> nearest),
                        Attempt.of("bilinear", () -> small.resize(new Size(clean.width(), clean.height()))),
                        Attempt.of(
                                "bicubic",
                                () -> Floats.rounded(Bicubic.resize(Floats.of(small), clean.height(), clean.width()))),
                        Attempt.of(Attempt.OURS, () -> Picture.of(upscaler.enlarge(small.toBufferedImage()))
                                .withChannels(clean.channels())))));
    }

    private static Picture nearest(Picture small, int factor) {
        int height = factor * small.height();
        int width = factor * small.width();
        byte[] pixels = new byte[small.channels() * height * width];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) small.at(i / (height * width), i / width % height / factor, i % width / factor);
        }
        return new Picture(small.channels(), height, width, pixels);
    }
}
