package io.diabolo.jobs;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Quality;
import io.diabolo.codec.archive.KeptMetadata;
import io.diabolo.compress.eval.Fidelity;
import io.diabolo.error.BadInputException;
import io.diabolo.error.OutputException;
import io.diabolo.eval.ImageMetrics;
import io.diabolo.file.AtomicFiles;
import io.diabolo.image.KeptPicture;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Pictures to small files. */
final class CompressJob {

    private static final int ALL_SCALES = 5;
    private static final double NANOS = 1e9;

    /** A shared folder's machines remember for up to a minute what is not there (NFS: acdirmax). */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(70);

    private static final Duration LOOK = Duration.ofMillis(100);

    private CompressJob() {}

    /** @param codec its id */
    static CompressOutcome run(CompressRequest request, String codec, PictureCoding coding, JobControl control) {
        List<Path> inputs = request.inputs().stream().map(Path::of).toList();
        List<CompressOutcome.Compressed> done = new ArrayList<>();
        boolean elsewhere = coding instanceof PictureCoding.OnCluster;
        FilePairs.Kind kind =
                new FilePairs.Kind(CodedPicture.ENDING, PassedOver.noted(control.notes()), CodedPicture::isNamed);
        try (FilePairs pairs = FilePairs.plan(inputs, kind, request.output(), control.notes())) {
            FilesEnding ending = RepeatedNotes.during(control, counted -> {
                PictureCoding.Results<Item, Coded> results = coding.begin(
                        pairs.pairs().stream().map(Item::of).toList(),
                        new Compressing(request.quality().target(), request.metadata(), elsewhere));
                return pairs.each(counted, pair -> {
                    Coded coded = results.of(Item.of(pair), counted.notes());
                    if (!elsewhere) {
                        AtomicFiles.write(pair.to(), stream -> stream.write(coded.file()));
                    } else if (done.isEmpty()) {
                        requireHere(List.of(coded.picture()), SEEN_WITHIN);
                    }
                    done.add(coded.picture());
                });
            });
            if (elsewhere) {
                requireHere(done, SEEN_WITHIN);
            }
            return new CompressOutcome(codec, done, ending);
        }
    }

    /**
     * A machine of a cluster that does not see the folder writes into one of its own.
     *
     * @param within how long a file may take to be seen here
     */
    static void requireHere(List<CompressOutcome.Compressed> done, Duration within) {
        Instant end = Instant.now().plus(within);
        for (CompressOutcome.Compressed picture : done) {
            while (!Files.isRegularFile(Path.of(picture.file()))) {
                if (Instant.now().isAfter(end)) {
                    throw new OutputException(
                            "%s was written, and is not here: name a folder that all machines of the cluster see under this path"
                                    .formatted(picture.file()));
                }
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    /** The paths of a pair. */
    private record Item(String from, String to) implements Serializable {

        static Item of(FilePairs.Pair pair) {
            return new Item(pair.from().toString(), pair.to().toString());
        }
    }

    /** @param file what is still to be written; empty where a machine of a cluster wrote it */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Coded(CompressOutcome.Compressed picture, byte[] file) implements Serializable {}

    /**
     * A picture is measured before its file is written: memory may run out there, and a picture that is said to have failed has none.
     *
     * @param writes whether whoever codes a picture writes its file; else files are written in the order of the pictures, so that a
     *     run that is stopped leaves none that it does not tell of
     */
    private record Compressing(Quality quality, boolean metadata, boolean writes)
            implements PictureCoding.Work<Item, Coded> {

        @Override
        public long heap(Item item) {
            return CodingHere.heap(Path.of(item.from));
        }

        @Override
        public Coded of(Item item, Codec codec, Consumer<String> notes) {
            Path from = Path.of(item.from);
            KeptPicture picture = metadata
                    ? PictureFiles.readToKeep(from, notes)
                    : new KeptPicture(PictureFiles.readEightBits(from, notes), List.of());
            BufferedImage image = picture.image();
            byte[] kept = KeptMetadata.bytes(StoredMetadata.of(picture.metadata()));
            Quality target = beside(kept.length, image, from);
            long start = System.nanoTime();
            byte[] coded = FileErrors.naming(from, () -> codec.compress(image, target));
            double seconds = (System.nanoTime() - start) / NANOS;
            Fidelity fidelity = Fidelity.of(
                    Picture.of(image), Picture.of(codec.decompress(coded).picture()));
            byte[] file = Arrays.copyOf(coded, coded.length + kept.length);
            System.arraycopy(kept, 0, file, coded.length, kept.length);
            if (writes) {
                AtomicFiles.write(Path.of(item.to), stream -> stream.write(file));
            }
            remark(from, image, file.length, notes);
            return new Coded(
                    new CompressOutcome.Compressed(
                            item.from,
                            item.to,
                            image.getWidth(),
                            image.getHeight(),
                            file.length,
                            8.0 * file.length / image.getWidth() / image.getHeight(),
                            fidelity.psnrDb(),
                            fidelity.msSsim(),
                            seconds),
                    writes ? new byte[0] : file);
        }

        /** A target of the whole file's size, for what is left of it beside so many bytes. */
        private Quality beside(int bytes, BufferedImage image, Path from) {
            double bits = 8.0 * bytes / image.getWidth() / image.getHeight();
            if (quality instanceof Quality.MaxBytes most) {
                requireRoom(bytes < most.bytes(), bytes, from);
                return Quality.maxBytes(most.bytes() - bytes);
            }
            if (quality instanceof Quality.BitsPerPixel wanted) {
                requireRoom(bits < wanted.bitsPerPixel(), bytes, from);
                return Quality.bitsPerPixel(wanted.bitsPerPixel() - bits);
            }
            return quality;
        }

        private static void requireRoom(boolean there, int bytes, Path from) {
            if (!there) {
                throw new BadInputException(
                        "%s: its metadata alone take %,d bytes, which is more than the file may have: drop them with --no-metadata"
                                .formatted(from, bytes));
            }
        }
    }

    private static void remark(Path picture, BufferedImage image, int bytes, Consumer<String> notes) {
        int scales = ImageMetrics.msSsimScales(image.getHeight(), image.getWidth());
        if (scales < ALL_SCALES) {
            notes.accept("%s: a side is shorter than 161 pixels, so its MS-SSIM compares %s instead of %d"
                    .formatted(picture, scales == 1 ? "one scale" : scales + " scales", ALL_SCALES));
        }
        try {
            if (Files.size(picture) <= bytes) {
                notes.accept(
                        "%s is the smaller file: %,d bytes, coded %,d".formatted(picture, Files.size(picture), bytes));
            }
        } catch (IOException e) {
            notes.accept("%s: its size is not known: %s".formatted(picture, e.getMessage()));
        }
    }
}
