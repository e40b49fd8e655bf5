package io.diabolo.restoring.eval;

import io.diabolo.image.JpegFile;
import io.diabolo.image.Picture;
import io.diabolo.restore.Deblocker;
import io.diabolo.restore.FloatPicture;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** JPEG at four qualities, gray or colour as the picture is. */
record DeblockingTrials(Deblocker deblocker) implements Restoration {

    private static final int[] QUALITIES = {10, 20, 30, 40};
    private static final double[] WIDTHS = {0.5, 0.7, 0.9};

    @Override
    public List<Trial> trials(Picture clean, int number) {
        List<Trial> trials = new ArrayList<>();
        for (int quality : QUALITIES) {
            BufferedImage coded = JpegFile.decode(JpegFile.of(clean.toBufferedImage(), quality));
            Picture damaged = Picture.of(coded).withChannels(clean.channels());
            FloatPicture values = Floats.of(damaged);
            List<Attempt> attempts = new ArrayList<>();
            attempts.add(Attempt.of("as it is", () -> damaged));
            for (double width : WIDTHS) {
                attempts.add(new Attempt(
                        "Gaussian filter",
                        "%.1f".formatted(width),
                        () -> Floats.rounded(Filters.gaussian(values, width))));
            }
            attempts.add(Attempt.of("median", () -> Floats.rounded(Filters.median(values, 3))));
            attempts.add(Attempt.of(
                    Attempt.OURS, () -> Picture.of(deblocker.deblock(coded)).withChannels(clean.channels())));
            trials.add(new Trial("JPEG, quality %d".formatted(quality), damaged, attempts));
        }
        return trials;
    }
}
