package io.diabolo.reproduce;

import io.diabolo.data.PictureListing;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pictures with a mask each, which has the same name, ends in {@code .png} and is bright where a defect is; the picture itself
 * is a JPEG. Pictures of one thing stay together: {@code exp1_num_10} to {@code exp6_num_60} are one tile under six exposures.
 */
final class MarkedPictures {

    private static final int BRIGHT = 128;
    private static final Pattern EXPOSURE = Pattern.compile("exp(\\d+)_num_(\\d+)");

    /**
     * A picture.
     *
     * @param name its path
     * @param picture gray
     * @param defect [H * W], true where a defect is
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Marked(String name, Picture picture, boolean[] defect) {

        boolean abnormal() {
            for (boolean pixel : defect) {
                if (pixel) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Normal pictures to train on, and others, with and without defects, to choose by and to test on. */
    record Parts(List<Marked> train, List<Marked> holdOut, List<Marked> test) {}

    private MarkedPictures() {}

    /**
     * Half of the things without a defect train; of the others and of those with one, half are held out, half test.
     *
     * @param side pictures are brought to side x side pixels
     * @param seed of the split
     */
    static Parts split(Path folder, int side, long seed) {
        List<List<Marked>> normal = new ArrayList<>();
        List<List<Marked>> abnormal = new ArrayList<>();
        for (List<Path> thing : things(folder)) {
            List<Marked> pictures = thing.stream()
                    .map(name -> read(folder, name, new Size(side, side)))
                    .toList();
            (pictures.stream().anyMatch(Marked::abnormal) ? abnormal : normal).add(pictures);
        }
        if (normal.size() < 4 || abnormal.size() < 2) {
            throw new IllegalArgumentException(
                    "%s holds %d things without and %d with a defect: a JPEG and its mask NAME.png each, at least 4 and 2"
                            .formatted(folder, normal.size(), abnormal.size()));
        }
        Random random = new Random(seed);
        java.util.Collections.shuffle(normal, random);
        java.util.Collections.shuffle(abnormal, random);
        int half = normal.size() / 2;
        Parts parts = new Parts(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        normal.subList(0, half).forEach(parts.train::addAll);
        deal(normal.subList(half, normal.size()), parts);
        deal(abnormal, parts);
        return parts;
    }

    private static void deal(List<List<Marked>> things, Parts parts) {
        for (int i = 0; i < things.size(); i++) {
            (i % 2 == 0 ? parts.holdOut : parts.test).addAll(things.get(i));
        }
    }

    /** Files in groups of one thing each. */
    private static List<List<Path>> things(Path folder) {
        List<Path> pictures = PictureListing.files(folder).stream()
                .filter(name -> !name.equals(mask(name)) && Files.exists(folder.resolve(mask(name))))
                .sorted(Comparator.comparingLong(MarkedPictures::number).thenComparing(Path::toString))
                .toList();
        List<List<Path>> things = new ArrayList<>();
        Set<String> exposures = new HashSet<>();
        for (Path picture : pictures) {
            Matcher name = EXPOSURE.matcher(picture.getFileName().toString());
            boolean known = name.find();
            if (things.isEmpty() || !known || !exposures.add(name.group(1))) {
                things.add(new ArrayList<>());
                exposures.clear();
                if (known) {
                    exposures.add(name.group(1));
                }
            }
            things.get(things.size() - 1).add(picture);
        }
        return things;
    }

    private static long number(Path picture) {
        Matcher name = EXPOSURE.matcher(picture.getFileName().toString());
        return name.find() ? Long.parseLong(name.group(2)) : -1;
    }

    private static Path mask(Path picture) {
        return picture.resolveSibling(picture.getFileName().toString().replaceFirst("\\.[^.]+$", "") + ".png");
    }

    private static Marked read(Path folder, Path name, Size size) {
        Picture picture = PictureFiles.read(folder.resolve(name)).toGray().resize(size);
        Picture mask = PictureFiles.read(folder.resolve(mask(name))).toGray();
        boolean[] defect = new boolean[size.height() * size.width()];
        for (int i = 0; i < defect.length; i++) {
            int y = i / size.width() * mask.height() / size.height();
            defect[i] = mask.at(0, y, i % size.width() * mask.width() / size.width()) >= BRIGHT;
        }
        // Where the mask becomes smaller, a pixel is a defect where any of those is that it stands for: thin cracks
        // stay whole.
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (mask.at(0, y, x) >= BRIGHT) {
                    int to = y * size.height() / mask.height() * size.width() + x * size.width() / mask.width();
                    defect[to] = true;
                }
            }
        }
        return new Marked(name.toString(), picture, defect);
    }

    /** How many pictures of each folder there are, for the first line of a table. */
    static Map<String, Integer> folders(List<Marked> pictures) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        pictures.forEach(one -> counts.merge(one.name.replaceFirst("[/\\\\].*", ""), 1, Integer::sum));
        return counts;
    }
}
