package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.error.BadInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an archive of pictures.
 *
 * @param inputs pictures, and folders of them, whose paths below them become names
 * @param archive the file, {@code .dba}
 * @param codec the folder of a codec; null for the shipped one for photographs
 * @param quality how good, or how large, each picture
 * @param effort as {@link CompressRequest} has it
 * @param options how it is kept
 */
public record ArchiveCreateRequest(
        List<String> inputs,
        String archive,
        @JsonSetter(nulls = Nulls.SET) @Nullable String codec,
        QualityChoice quality,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer effort,
        Options options) {

    /**
     * How an archive is kept.
     *
     * @param hashes whether each picture has a SHA-256, 32 bytes
     * @param metadata whether EXIF, ICC profiles and XMP are kept; else they are dropped and named
     * @param embedCodec whether the archive carries its codec
     * @param replace whether an archive that exists is replaced; else it is an error
     */
    public record Options(boolean hashes, boolean metadata, boolean embedCodec, boolean replace) {

        /** With hashes and metadata, without the codec; what exists stays. */
        public static Options usual() {
            return new Options(true, true, false, false);
        }
    }

    public ArchiveCreateRequest {
        inputs = List.copyOf(inputs);
        CompressRequest.steps(effort);
        if (inputs.isEmpty()) {
            throw new BadInputException("there is nothing to put into the archive: name at least one picture");
        }
        requireEnding(archive);
    }

    /** With the shipped codec at the usual quality. */
    public static ArchiveCreateRequest of(List<String> inputs, String archive) {
        return new ArchiveCreateRequest(inputs, archive, null, QualityChoice.auto(), null, Options.usual());
    }

    private static void requireEnding(String archive) {
        if (!archive.toLowerCase(java.util.Locale.ROOT).endsWith(".dba")) {
            throw new BadInputException("%s: an archive's name ends with .dba".formatted(archive));
        }
    }
}
