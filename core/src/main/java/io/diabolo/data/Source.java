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
record Source(Dataset all, Parts parts, List<String> notes) {

    /** Takes no more samples than the options allow, then resizes and drops colour as they ask. */
    Source prepared(DataOptions options) {
        Parts fewer = parts.limited(options.limit());
        Dataset chosen = fewer.equals(parts) ? all : RowSubset.of(all, parts.choose(fewer, options));
        return new Source(fitted(chosen, options), fewer, notes);
    }

    private static Dataset fitted(Dataset data, DataOptions options) {
        SampleShape shape = data.shape();
        int height = options.size() == null ? shape.height() : options.size().height();
        int width = options.size() == null ? shape.width() : options.size().width();
        boolean toGray = options.gray() && shape.channels() > 1;
        if (!toGray && width == shape.width() && height == shape.height()) {
            return data;
        }
        if (!data.isBytes() || shape.channels() == 2 || shape.channels() > 4) {
            throw new BadInputException("%s holds arrays %s, not pictures: they cannot be resized or made gray"
                    .formatted(data.name(), shape));
        }
        SampleShape newShape = SampleShape.picture(toGray ? 1 : shape.channels(), height, width);
        ByteDataset.Builder builder = new ByteDataset.Builder(newShape, data.size());
        int[] labels = new int[data.size()];
        List<String> names = new ArrayList<>();
        byte[] sample = new byte[shape.elements()];
        for (int row = 0; row < data.size(); row++) {
            data.gather(new int[] {row}, sample);
            Picture picture = new Picture(shape.channels(), shape.height(), shape.width(), sample);
            builder.add((toGray ? picture.toGray() : picture)
                    .resize(new Size(width, height))
                    .pixels());
            labels[row] = data.label(row);
            names.add(data.itemName(row));
        }
        return builder.build(new RowIndex(data.name(), new Labels(labels, data.labelNames()), names::get));
    }
}
