package io.diabolo.data;

import io.diabolo.error.CorruptFileException;
import io.diabolo.image.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A folder of pictures larger than memory: they are decoded, on all cores, whenever they are gathered.
 *
 * <p>{@code gather} throws {@link CorruptFileException} if a file has been changed since the folder was opened.
 */
public final class FolderDataset extends IndexedDataset {

    private final List<PictureItem> items;
    private final PictureDecoder decoder;

    FolderDataset(RowIndex index, SampleShape shape, List<PictureItem> items, PictureDecoder decoder) {
        super(index, shape, items.size());
        this.items = items;
        this.decoder = decoder;
    }

    @Override
    public boolean isBytes() {
        return true;
    }

    @Override
    public void gather(int[] rows, byte[] target) {
        int elements = shape().elements();
        IntStream.range(0, rows.length)
                .parallel()
                .forEach(i -> System.arraycopy(decode(rows[i]), 0, target, i * elements, elements));
    }

    @Override
    public void gather(int[] rows, float[] target) {
        int elements = shape().elements();
        IntStream.range(0, rows.length).parallel().forEach(i -> {
            byte[] sample = decode(rows[i]);
            for (int k = 0; k < elements; k++) {
                target[i * elements + k] = sample[k] & 0xff;
            }
        });
    }

    @Override
    String computeHash() {
        return hashOf(PartSizes.range(0, size()));
    }

    /** Of names, sizes and times: reading every picture again for a hash would take as long as training on them. */
    String hashOf(int[] rows) {
        DatasetHash hash = new DatasetHash(shape());
        for (int row : rows) {
            PictureItem item = items.get(row);
            hash.add(item.name());
            try {
                hash.add(Files.size(item.file()));
                hash.add(Files.getLastModifiedTime(item.file()).toMillis());
            } catch (IOException e) {
                throw new CorruptFileException("%s is gone since its folder was opened".formatted(item.file()), e);
            }
        }
        return hash.hex();
    }

    private byte[] decode(int row) {
        Picture picture = decoder.decode(items.get(row).file()).withChannels(shape().channels());
        if (!ByteDataset.shapeOf(picture).equals(shape())) {
            throw new CorruptFileException("%s is now %s, was %s when its folder was opened"
                    .formatted(items.get(row).file(), ByteDataset.shapeOf(picture), shape()));
        }
        return picture.pixels();
    }
}
