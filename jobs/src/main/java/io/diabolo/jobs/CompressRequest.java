package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.compress.folder.CodecRefiner;
import io.diabolo.error.BadInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for small files of pictures.
 *
 * @param inputs pictures, and folders of them, whose paths below them are kept
 * @param output a folder for the files, or the name of one, with {@code .dbl}
 * @param codec the folder of a codec; null for the shipped one for photographs
 * @param quality how good, or how large
 * @param effort 1 to 9: from 6 on, a better latent of each picture is looked for with the engine, of which decoders know nothing;
 *     null for 3
 * @param metadata whether EXIF, ICC profiles and XMP are kept; else they are dropped and named
 */
public record CompressRequest(
        List<String> inputs,
        FileOutput output,
        @JsonSetter(nulls = Nulls.SET) @Nullable String codec,
        QualityChoice quality,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer effort,
        boolean metadata) {

    public CompressRequest {
        inputs = List.copyOf(inputs);
        steps(effort);
        if (inputs.isEmpty()) {
            throw new BadInputException("there is nothing to compress: name at least one picture");
        }
    }

    /** With the shipped codec at the usual quality, and metadata. */
    public static CompressRequest of(List<String> inputs, FileOutput output) {
        return new CompressRequest(inputs, output, null, QualityChoice.auto(), null, true);
    }

    /** Steps of an effort, null for the usual one, towards a better latent of each tile, at each level that is tried; 0 for none. */
    static int steps(@Nullable Integer effort) {
        return effort == null ? 0 : CodecRefiner.steps(effort);
    }
}
