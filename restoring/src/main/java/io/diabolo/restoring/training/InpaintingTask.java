package io.diabolo.restoring.training;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.Nulls;
import io.diabolo.corrupt.Corruption;
import io.diabolo.corrupt.Example;
import io.diabolo.corrupt.HiddenBlock;
import io.diabolo.corrupt.HiddenElements;
import io.diabolo.engine.Generator;
import io.diabolo.engine.Tensor;
import io.diabolo.error.BadInputException;
import io.diabolo.restore.network.NetworkConfig;
import io.diabolo.restore.network.UnetConfig;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Fills holes. The network sees gray in them and a map of what is known; a fifth of the crops is gray all over.
 *
 * @param holes null for the usual ones: half of the crops miss 50 to 95 % of their pixels, the others have boxes and strokes
 */
@JsonTypeName("inpaint")
public record InpaintingTask(
        @JsonSetter(nulls = Nulls.SET) @Nullable Corruption holes) implements RestoringTask {

    private static final double GRAY = 0.2;

    public InpaintingTask {
        if (holes != null
                && holes.sequence().stream()
                        .noneMatch(part -> part instanceof HiddenElements || part instanceof HiddenBlock)) {
            throw new BadInputException("%s hides no pixel: inpainting learns from mask:FRACTION or block:FRACTION"
                    .formatted(holes.text()));
        }
    }

    @Override
    public NetworkConfig network() {
        return UnetConfig.photo(NetworkConfig.Task.INPAINT, 3, UnetConfig.MapKind.KNOWN);
    }

    @Override
    public String damage() {
        return holes == null
                ? "half of the crops miss 50 to 95 % of their pixels, the others have boxes and strokes"
                : "holes %s".formatted(holes.text());
    }

    @Override
    public int cropMultiple() {
        return UnetConfig.MULTIPLE;
    }

    @Override
    public RestoringBatch batch(Crops crops, SplittableRandom random, Generator noise) {
        Tensor colours = crops.colours();
        Tensor grays = Tensor.bernoulli(noise, GRAY, crops.count(), 1, 1, 1);
        Tensor clean = colours.mul(grays.neg().add(1)).add(Crops.luma(colours).mul(grays));
        Example whole = Example.clean(clean);
        Example holed = holes == null
                ? whole.hide(
                        Tensor.of(
                                DrawnHoles.of(crops.count(), crops.side(), random),
                                crops.count(),
                                1,
                                crops.side(),
                                crops.side()),
                        RANGE.fill())
                : holes.corrupt(whole, RANGE, noise);
        Tensor known = holed.known();
        if (known == null) {
            throw new IllegalStateException("holes hide");
        }
        Tensor map = known.narrow(1, 0, 1);
        return new RestoringBatch(
                RestoringBatch.withMap(holed.input(), map),
                holed.input(),
                clean,
                map.neg().add(1));
    }
}
