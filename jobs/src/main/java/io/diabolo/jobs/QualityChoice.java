package io.diabolo.jobs;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.codec.Quality;
import io.diabolo.error.BadInputException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How good coded pictures shall be, or how large their files: at most one of the four, as {@link Quality} explains them.
 *
 * @param quality 1 to 8; null, as all others, for 5
 * @param bitsPerPixel of the whole file
 * @param maxBytes of the whole file
 * @param psnrDb the least, dB
 */
public record QualityChoice(
        @JsonSetter(nulls = Nulls.SET) @Nullable Double quality,
        @JsonSetter(nulls = Nulls.SET) @Nullable Double bitsPerPixel,
        @JsonSetter(nulls = Nulls.SET) @Nullable Long maxBytes,
        @JsonSetter(nulls = Nulls.SET) @Nullable Double psnrDb) {

    private static final double DEFAULT = 5;

    public QualityChoice {
        if (Stream.of(quality, bitsPerPixel, maxBytes, psnrDb)
                        .filter(Objects::nonNull)
                        .count()
                > 1) {
            throw new BadInputException("--quality, --bpp, --max-bytes and --psnr each set the quality: leave one");
        }
    }

    /** The usual one. */
    public static QualityChoice auto() {
        return new QualityChoice(null, null, null, null);
    }

    Quality target() {
        if (bitsPerPixel != null) {
            return Quality.bitsPerPixel(bitsPerPixel);
        }
        if (maxBytes != null) {
            return Quality.maxBytes(maxBytes);
        }
        return psnrDb != null ? Quality.psnrDb(psnrDb) : Quality.of(quality == null ? DEFAULT : quality);
    }
}
