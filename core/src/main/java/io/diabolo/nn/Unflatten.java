package io.diabolo.nn;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes features apart into a series or a picture: height and width, or length is given.
 *
 * @shape [F] to [C, L] or [C, H, W]
 */
@JsonTypeName("unflatten")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Unflatten(
        int channels,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer height,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer width,
        @JsonSetter(nulls = Nulls.SET) @Nullable Integer length)
        implements LayerConfig {

    public Unflatten {
        LayerRules.requirePositive("unflatten: channels", channels);
        if (new StatedSize(height, width, length).isAbsent()) {
            throw new BadInputException("unflatten needs height and width, or length");
        }
    }

    /** To pictures. */
    public Unflatten(int channels, int height, int width) {
        this(channels, height, width, null);
    }

    /** To series. */
    public Unflatten(int channels, int length) {
        this(channels, null, null, length);
    }

    @Override
    public Shape output(Shape input) {
        Shape output = target();
        LayerRules.require(
                output.elements() == input.elements(), this, "takes " + output.elements() + " features", input);
        return output;
    }

    private Shape target() {
        return height != null && width != null
                ? Shape.of(channels, height, width)
                : Shape.of(channels, Objects.requireNonNull(length));
    }

    @Override
    public Layer build(Parameters parameters, Shape input) {
        long[] sizes = target().toArray();
        return (x, pass) -> x.reshape(Space.batch(x.size(0), sizes)); // [N, F] -> [N, C, H, W]
    }
}
