package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * Enlarges by repeating the nearest value: to a stated size, or by a factor.
 *
 * @shape [C, l] to [C, length] or [C, l f], [C, h, w] to [C, height, width] or [C, h f, w f]
 */
@JsonTypeName("upsample")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Upsample(
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer height,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer width,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer length,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer factor)
        implements LayerConfig {

    public Upsample {
        if (new StatedSize(height, width, length).isAbsent() == (factor == null)) {
            throw new BadInputException("upsample needs a factor, or height and width, or length");
        }
        if (factor != null) {
            LayerRules.requirePositive("upsample: factor", factor);
        }
    }

    /** To pictures of a stated size. */
    public Upsample(int height, int width) {
        this(height, width, null, null);
    }

    /** To series of a stated length. */
    public static Upsample toLength(int length) {
        return new Upsample(null, null, length, null);
    }

    /** By a factor. */
    public static Upsample by(int factor) {
        return new Upsample(null, null, null, factor);
    }

    @Override
    public Shape output(Shape input) {
        return new StatedSize(height, width, length).output(this, input, input.size(0), factor == null ? 1 : factor);
    }

    @Override
    public Layer build(Parameters parameters, Shape input) {
        return Space.onPictures(input, (x, pass) -> {
            int toHeight = input.rank() == 2 ? 1 : target(height, x.size(2));
            int toWidth = target(input.rank() == 2 ? length : width, x.size(3));
            return x.upsampleNearest(toHeight, toWidth);
        });
    }

    private int target(@Nullable Integer stated, long size) {
        return stated != null ? stated : Math.toIntExact(size * (factor == null ? 1 : factor));
    }
}
