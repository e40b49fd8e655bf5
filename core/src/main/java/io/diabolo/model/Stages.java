package io.diabolo.model;

import io.diabolo.data.SampleShape;
import io.diabolo.engine.Shape;
import io.diabolo.error.BadInputException;
import io.diabolo.nn.TransposedConv;
import io.diabolo.nn.Unflatten;
import java.util.Collections;

/** What bodies with stages of convolutions share: series [C, L] and pictures [C, H, W] in one. */
final class Stages {

    private Stages() {}

    /** @param smallest side that the first convolution can take */
    static void requireSpace(SampleShape input, int smallest) {
        if (input.kind() == SampleShape.Kind.ROW) {
            throw new BadInputException("conv: rows " + input + " have no neighbours to convolve; use mlp");
        }
        if (Collections.min(input.spatial()) < smallest) {
            throw new BadInputException("conv: samples %s are too narrow to convolve; use mlp".formatted(input));
        }
    }

    /** The transpose of a convolution with this kernel and stride, which ends with exactly the target's shape. */
    static TransposedConv enlargement(int kernel, int stride, Shape target) {
        int channels = (int) target.size(0);
        int first = (int) target.size(1);
        return target.rank() == 2
                ? new TransposedConv(channels, kernel, stride, first)
                : new TransposedConv(channels, kernel, stride, first, (int) target.size(2));
    }

    static Unflatten unflatten(Shape shape) {
        int channels = (int) shape.size(0);
        int first = (int) shape.size(1);
        return shape.rank() == 2 ? new Unflatten(channels, first) : new Unflatten(channels, first, (int) shape.size(2));
    }
}
