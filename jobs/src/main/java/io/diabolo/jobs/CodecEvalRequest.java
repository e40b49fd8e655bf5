package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks how good a codec is beside others on a folder of pictures.
 *
 * @param data the folder, with pictures that training did not see
 * @param codec the folder of a codec; null for the shipped one for photographs
 * @param against whom it is compared with; none measures it alone
 * @param out the folder for the report
 * @param replace whether a report that is there is replaced; else it is an error
 * @param lang of the report
 * @param command the arguments of {@code ./diabolo} that ask the same, for the report; empty for none
 */
public record CodecEvalRequest(
        String data,
        @JsonSetter(nulls = Nulls.SET) @Nullable String codec,
        List<Other> against,
        String out,
        boolean replace,
        StudyRequest.Language lang,
        List<String> command) {

    public CodecEvalRequest {
        against = List.copyOf(against);
        command = List.copyOf(command);
    }

    /** The shipped codec beside JPEG and WebP. */
    public static CodecEvalRequest of(Path data, Path out) {
        return new CodecEvalRequest(
                data.toString(), null, Other.USUAL, out.toString(), false, StudyRequest.Language.EN, List.of());
    }

    /** Another codec. */
    public enum Other {
        /** As libjpeg writes it. */
        JPEG,
        /** As libwebp writes it; left out, with a note, where that native library cannot be loaded. */
        WEBP,
        /** By libavif's programs; left out, with a note, where they are not installed. */
        AVIF,
        /** By libjxl's programs; left out, with a note, where they are not installed. */
        JXL;

        /** Those that come with Diabolo. */
        public static final List<Other> USUAL = List.of(JPEG, WEBP);
    }
}
