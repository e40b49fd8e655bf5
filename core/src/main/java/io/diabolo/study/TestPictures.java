package io.diabolo.study;

import io.diabolo.data.Dataset;
import io.diabolo.data.SampleShape;
import io.diabolo.image.Picture;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Samples of a dataset as pictures. */
final class TestPictures {

    private static final Set<Integer> CHANNELS = Set.of(1, 3, 4);

    private TestPictures() {}

    /** Whether samples can be shown: gray or coloured, and more than a line. */
    static boolean canShow(SampleShape shape) {
        return shape.isPicture() && CHANNELS.contains(shape.channels());
    }

    /** Whether a picture codec takes them: bytes, without transparency, which JPEG has not. */
    static boolean canCode(Dataset data) {
        return data.isBytes() && canShow(data.shape()) && data.shape().channels() < 4;
    }

    static List<Picture> of(Dataset data, Preprocessing preprocessing) {
        List<Picture> pictures = new ArrayList<>();
        for (int row = 0; row < data.size(); row++) {
            pictures.add(preprocessing.asArrays().toPicture(modelValues(data, preprocessing, row), 0));
        }
        return pictures;
    }

    /** One sample in model values, [C, *S]. */
    static float[] modelValues(Dataset data, Preprocessing preprocessing, int row) {
        float[] values = new float[preprocessing.shape().elements()];
        preprocessing.read(data, new int[] {row}, values, new float[data.hasGaps() ? values.length : 0]);
        return values;
    }
}
