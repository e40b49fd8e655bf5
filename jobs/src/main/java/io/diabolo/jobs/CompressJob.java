package io.diabolo.jobs;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Quality;
import io.diabolo.compress.eval.Fidelity;
import io.diabolo.eval.ImageMetrics;
import io.diabolo.file.AtomicFiles;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures to small files, one after the other. */
final class CompressJob {

    private static final int ALL_SCALES = 5;
    private static final double NANOS = 1e9;

    private final Codec codec;
    private final Quality quality;
    private final JobControl control;

    private CompressJob(Codec codec, Quality quality, JobControl control) {
        this.codec = codec;
        this.quality = quality;
        this.control = control;
    }

    static CompressOutcome run(CompressRequest request, Codec codec, JobControl control) {
        List<Path> inputs = request.inputs().stream().map(Path::of).toList();
        List<CompressOutcome.Compressed> done = new ArrayList<>();
        FilePairs.Kind kind =
                new FilePairs.Kind(CodedPicture.ENDING, PassedOver.noted(control.notes()), CodedPicture::isNamed);
        try (FilePairs pairs = FilePairs.plan(inputs, kind, request.output(), control.notes())) {
            FilesEnding ending = RepeatedNotes.during(control, counted -> {
                CompressJob job = new CompressJob(codec, request.quality().target(), counted);
                return pairs.each(counted, pair -> done.add(job.compress(pair)));
            });
            return new CompressOutcome(codec.id(), done, ending);
        }
    }

    /** It is measured before its file is written: memory may run out there, and a picture that is said to have failed has none. */
    private CompressOutcome.Compressed compress(FilePairs.Pair pair) {
        BufferedImage image = PictureFiles.readEightBits(pair.from(), control.notes());
        long start = System.nanoTime();
        byte[] file = FileErrors.naming(pair.from(), () -> codec.compress(image, quality));
        double seconds = (System.nanoTime() - start) / NANOS;
        Fidelity fidelity =
                Fidelity.of(Picture.of(image), Picture.of(codec.decompress(file).picture()));
        AtomicFiles.write(pair.to(), stream -> stream.write(file));
        remark(pair.from(), image, file.length);
        return new CompressOutcome.Compressed(
                pair.from().toString(),
                pair.to().toString(),
                image.getWidth(),
                image.getHeight(),
                file.length,
                8.0 * file.length / image.getWidth() / image.getHeight(),
                fidelity.psnrDb(),
                fidelity.msSsim(),
                seconds);
    }

    private void remark(Path picture, BufferedImage image, int bytes) {
        int scales = ImageMetrics.msSsimScales(image.getHeight(), image.getWidth());
        if (scales < ALL_SCALES) {
            control.note("%s: a side is shorter than 161 pixels, so its MS-SSIM compares %s instead of %d"
                    .formatted(picture, scales == 1 ? "one scale" : scales + " scales", ALL_SCALES));
        }
        try {
            if (Files.size(picture) <= bytes) {
                control.note(
                        "%s is the smaller file: %,d bytes, coded %,d".formatted(picture, Files.size(picture), bytes));
            }
        } catch (IOException e) {
            control.note("%s: its size is not known: %s".formatted(picture, e.getMessage()));
        }
    }
}
