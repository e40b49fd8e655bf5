package io.diabolo.jobs;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Decoded;
import io.diabolo.codec.archive.KeptMetadata;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Small files to pictures, one after the other. */
final class DecompressJob {

    private static final FilePairs.Kind KIND = new FilePairs.Kind(".png", CodedPicture::below, PictureFiles::isPicture);
    private static final double NANOS = 1e9;

    private DecompressJob() {}

    /** @param codecs the codec of a file that names one */
    static DecompressOutcome run(DecompressRequest request, Function<String, Codec> codecs, JobControl control) {
        List<Path> inputs = request.inputs().stream().map(Path::of).toList();
        List<DecompressOutcome.Decompressed> done = new ArrayList<>();
        try (FilePairs pairs = FilePairs.plan(inputs, KIND, request.output(), control.notes())) {
            FilesEnding ending = pairs.each(
                    control,
                    pair -> done.add(
                            decompress(pair, id -> codecs.apply(id).withStop(control.stop()), control.notes())));
            return new DecompressOutcome(done, ending);
        }
    }

    private static DecompressOutcome.Decompressed decompress(
            FilePairs.Pair pair, Function<String, Codec> codecs, Consumer<String> notes) {
        byte[] file = CodedPicture.read(pair.from());
        Codec codec = FileErrors.naming(
                pair.from(), () -> codecs.apply(Codec.describe(file).codecId()));
        long start = System.nanoTime();
        Decoded decoded = FileErrors.naming(pair.from(), () -> codec.decompress(file));
        double seconds = (System.nanoTime() - start) / NANOS;
        Picture picture = Picture.of(decoded.picture());
        KeptMetadata metadata = KeptMetadata.read(file);
        if (metadata.damaged()) {
            notes.accept("%s: its metadata are damaged: %d pieces of them are kept"
                    .formatted(pair.from(), metadata.pieces().size()));
        }
        PictureFiles.write(pair.to(), picture, StoredMetadata.pieces(metadata.pieces()), notes);
        return new DecompressOutcome.Decompressed(
                pair.from().toString(),
                pair.to().toString(),
                picture.width(),
                picture.height(),
                codec.id(),
                seconds,
                decoded.damaged(),
                decoded.alphaLost());
    }
}
