package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import io.diabolo.image.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * What a reader found: all rows, those for training first, then validation, then test, where files of their own say so.
 *
 * @param notes remarks for the user, one line each
 */
record Source(Dataset all, PartSizes parts, List<String> notes) {

    /** Takes no more samples than the options allow, then resizes and drops colour as they ask. */
    Source prepared(DataOptions options) {
        PartSizes fewer = parts.limited(options.limit());
        Dataset chosen = fewer.equals(parts) ? all : RowSubset.of(all, parts.choose(fewer, options));
        return new Source(fitted(chosen, options.pictures()), fewer, notes);
    }

    /** Pictures brought to the shape that a model takes; other data as it is. */
    Source fittedTo(SampleShape shape) {
        boolean pictures = all.isBytes() && hasColours(all.shape()) && hasColours(shape);
        return pictures && !all.shape().equals(shape) ? new Source(resized(all, shape), parts, notes) : this;
    }

    private static Dataset fitted(Dataset data, PictureOptions options) {
        SampleShape shape = data.shape();
        if (!options.change()) {
            return data;
        }
        if (shape.kind() != SampleShape.Kind.PICTURE) {
            throw notPictures(data);
        }
        int height = options.size() == null ? shape.height() : options.size().height();
        int width = options.size() == null ? shape.width() : options.size().width();
        SampleShape newShape = SampleShape.picture(options.gray() ? 1 : shape.channels(), height, width);
        if (newShape.equals(shape)) {
            return data;
        }
        if (!data.isBytes() || !hasColours(shape)) {
            throw notPictures(data);
        }
        return resized(data, newShape);
    }

    private static BadInputException notPictures(Dataset data) {
        return new BadInputException("%s holds arrays %s, not pictures: they cannot be resized or made gray"
                .formatted(data.name(), data.shape()));
    }

    private static boolean hasColours(SampleShape shape) {
        return shape.kind() == SampleShape.Kind.PICTURE && shape.channels() != 2 && shape.channels() <= 4;
    }

    private static Dataset resized(Dataset data, SampleShape target) {
        SampleShape shape = data.shape();
        ByteDataset.Builder builder = new ByteDataset.Builder(target, data.size());
        int[] labels = new int[data.size()];
        List<String> names = new ArrayList<>();
        byte[] sample = new byte[shape.elements()];
        for (int row = 0; row < data.size(); row++) {
            data.gather(new int[] {row}, sample);
            Picture picture = new Picture(shape.channels(), shape.height(), shape.width(), sample);
            builder.add(picture.withChannels(target.channels())
                    .resize(new Size(target.width(), target.height()))
                    .pixels());
            labels[row] = data.label(row);
            names.add(data.itemName(row));
        }
        return builder.build(new RowIndex(data.name(), new Labels(labels, data.labelNames()), names::get));
    }
}
