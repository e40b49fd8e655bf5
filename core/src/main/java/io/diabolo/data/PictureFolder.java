package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of a folder: each is decoded once, on all cores, to learn whether it decodes and how many channels all need.
 * What fits the budget is kept, else the folder is read again at each use.
 */
final class PictureFolder {

    private static final int NAMED = 3;

    private final String name;
    private final DataOptions options;
    private final PictureDecoder decoder;

    private PictureFolder(String name, DataOptions options) {
        this.name = name;
        this.options = options;
        this.decoder =
                new PictureDecoder(options.pictures().size(), options.pictures().gray());
    }

    /**
     * @param items at least one
     * @throws BadInputException if sizes are mixed and none is asked for, or no picture decodes
     * @throws CorruptFileException if one does not decode and the options are strict
     */
    static Source read(String name, List<PictureItem> items, DataOptions options) {
        PartSizes parts = PictureItem.count(items);
        PartSizes fewer = parts.limited(options.limit());
        List<PictureItem> chosen = fewer.equals(parts)
                ? items
                : Arrays.stream(parts.choose(fewer, options))
                        .mapToObj(items::get)
                        .toList();
        PictureFolder folder = new PictureFolder(name, options);
        if (options.pictures().size() == null) {
            folder.requireOneSize(chosen);
        }
        return folder.load(chosen);
    }

    private void requireOneSize(List<PictureItem> items) {
        Map<Size, Long> counts = items.parallelStream()
                .map(PictureFolder::sizeOf)
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        if (counts.size() < 2) {
            return;
        }
        List<Map.Entry<Size, Long>> common = counts.entrySet().stream()
                .sorted(Map.Entry.<Size, Long>comparingByValue().reversed().thenComparing(entry -> entry.getKey()
                        .toString()))
                .limit(2)
                .toList();
        throw new BadInputException(
                "%s holds pictures of %d sizes, most often %s (%d) and %s (%d): resize them, to %s for example"
                        .formatted(
                                name,
                                counts.size(),
                                common.get(0).getKey(),
                                common.get(0).getValue(),
                                common.get(1).getKey(),
                                common.get(1).getValue(),
                                common.get(0).getKey()));
    }

    /** Null for a file that is no picture: decoding it will say why. */
    private static @Nullable Size sizeOf(PictureItem item) {
        try {
            return PictureFiles.size(item.file());
        } catch (BadInputException | CorruptFileException e) {
            return null;
        }
    }

    private Source load(List<PictureItem> items) {
        @Nullable Decoded[] decoded = new Decoded[items.size()];
        AtomicLong bytes = new AtomicLong();
        IntStream.range(0, decoded.length).parallel().forEach(i -> decoded[i] = decode(items.get(i), bytes));
        List<PictureItem> good = new ArrayList<>();
        List<Decoded> pictures = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        DiaboloException first = null;
        for (int i = 0; i < decoded.length; i++) {
            Decoded result = Objects.requireNonNull(decoded[i]);
            if (result.failure == null) {
                good.add(items.get(i));
                pictures.add(result);
            } else {
                skipped.add(items.get(i).name());
                first = first == null ? result.failure : first;
            }
        }
        if (first != null && (options.pictures().strict() || good.isEmpty())) {
            throw first;
        }
        List<String> notes = new ArrayList<>();
        if (!skipped.isEmpty()) {
            notes.add("skipped %d of %d pictures that cannot be read: %s%s"
                    .formatted(
                            skipped.size(),
                            items.size(),
                            String.join(", ", skipped.subList(0, Math.min(NAMED, skipped.size()))),
                            skipped.size() > NAMED ? ", ..." : ""));
        }
        boolean fits = bytes.get() <= options.memoryBudget();
        if (!fits) {
            notes.add("%d MB of pictures exceed the budget of %d MB: they are read again at each use"
                    .formatted(bytes.get() >> 20, options.memoryBudget() >> 20));
        }
        return new Source(dataset(good, pictures, fits), PictureItem.count(good), notes);
    }

    /** Pictures over the budget are let go at once; only their shape is kept. */
    private Decoded decode(PictureItem item, AtomicLong bytes) {
        try {
            Picture picture = decoder.decode(item.file());
            boolean fits = bytes.addAndGet(picture.pixels().length) <= options.memoryBudget();
            return new Decoded(ByteDataset.shapeOf(picture), fits ? picture : null, null);
        } catch (BadInputException | CorruptFileException e) {
            return new Decoded(null, null, e);
        }
    }

    private Dataset dataset(List<PictureItem> items, List<Decoded> pictures, boolean fits) {
        List<SampleShape> shapes = pictures.stream()
                .map(Decoded::shape)
                .map(Objects::requireNonNull)
                .toList();
        boolean allAlpha = shapes.stream().allMatch(shape -> shape.channels() == 4);
        boolean allGray = shapes.stream().allMatch(shape -> shape.channels() == 1);
        SampleShape shape = SampleShape.picture(
                allAlpha ? 4 : allGray ? 1 : 3,
                shapes.get(0).height(),
                shapes.get(0).width());
        Labels labels = Labels.ofNames(
                items.stream().<@Nullable String>map(PictureItem::label).toList());
        RowIndex index = new RowIndex(name, labels, row -> items.get(row).name());
        if (!fits) {
            return new FolderDataset(index, shape, items, decoder);
        }
        ByteDataset.Builder builder = new ByteDataset.Builder(shape, items.size());
        for (int i = 0; i < items.size(); i++) {
            Picture picture = Objects.requireNonNull(pictures.get(i).picture);
            builder.add(picture.withChannels(shape.channels()).pixels());
            pictures.set(i, new Decoded(shape, null, null));
        }
        return builder.build(index);
    }

    /** A shape and perhaps its picture, or a failure. */
    private record Decoded(
            @Nullable SampleShape shape,
            @Nullable Picture picture,
            @Nullable DiaboloException failure) {}
}
