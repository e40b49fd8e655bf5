package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Photographs of any sizes, in memory as RGB, split by the paths of their files below the folder into nine tenths to train
 * on and one to validate on.
 *
 * <p>Of large ones three smaller versions are kept, whose longer sides have about 800, 1,130 and 1,600 pixels: that hides
 * what an earlier lossy compression did to them, shows detail of several sizes, and bounds the memory.
 *
 * @param train the pictures to learn from, in all versions
 * @param validation pictures that training does not see
 * @param hash the SHA-256 of all pictures as they are kept
 * @param notes what was left out, and why
 */
public record Photographs(List<Picture> train, List<Picture> validation, String hash, List<String> notes) {

    private static final int HELD_OUT = 10;
    private static final int CROP_STEP = 16;
    private static final int SMALLEST_CROP = 64;
    private static final double[] LONG_SIDES = {800, 1130, 1600};

    /** Sides differ from those by up to this share, so that pictures of one camera do not share one grid. */
    private static final double JITTER = 0.1;

    public Photographs {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        notes = List.copyOf(notes);
    }

    /**
     * Reads all pictures below some folders.
     *
     * @param shortest pictures with a shorter side are left out
     * @throws BadInputException if a folder holds no picture, or fewer than two are left of all
     */
    public static Photographs read(List<Path> folders, int shortest) {
        return read(folders, shortest, null);
    }

    /**
     * The same, where some pictures belong together.
     *
     * @param groupBy finds a picture's group in its path below the folder; groups are not cut; null for no groups
     * @throws BadInputException also where a picture has no group, and where there is only one group
     */
    public static Photographs read(List<Path> folders, int shortest, @Nullable Pattern groupBy) {
        List<Photograph> items = new ArrayList<>();
        for (Path folder : folders) {
            PictureListing.files(folder).forEach(path -> items.add(Photograph.of(folder, path, groupBy)));
        }
        List<Versions> pictures =
                items.parallelStream().map(item -> read(item, shortest)).toList();
        List<Picture> train = new ArrayList<>();
        List<Picture> validation = new ArrayList<>();
        SortedSet<Integer> groups = new TreeSet<>();
        long kept = 0;
        for (int i = 0; i < pictures.size(); i++) {
            if (!pictures.get(i).kept().isEmpty()) {
                groups.add(items.get(i).group());
                kept++;
            }
        }
        if (groups.size() < 2) {
            throw new BadInputException("%s: %d pictures with sides of %d pixels or more%s, at least 2 are needed%s"
                    .formatted(
                            folders,
                            kept,
                            shortest,
                            groupBy == null ? "" : " in %d groups of %s".formatted(groups.size(), groupBy.pattern()),
                            smallerCrop(pictures, shortest)));
        }
        Set<Integer> heldOut = heldOut(groups);
        for (int i = 0; i < pictures.size(); i++) {
            (heldOut.contains(items.get(i).group()) ? validation : train)
                    .addAll(pictures.get(i).kept());
        }
        return new Photographs(train, validation, hash(train, validation), leftOut(pictures, shortest));
    }

    /** About a tenth, at least one and not all: few may have fallen to one side. */
    private static Set<Integer> heldOut(SortedSet<Integer> groups) {
        Set<Integer> heldOut = new TreeSet<>(groups);
        heldOut.removeIf(group -> group % HELD_OUT != 0);
        if (heldOut.isEmpty()) {
            return Set.of(groups.last());
        }
        if (heldOut.size() == groups.size()) {
            heldOut.remove(groups.first());
        }
        return heldOut;
    }

    private static List<String> leftOut(List<Versions> pictures, int shortest) {
        long unreadable =
                pictures.stream().filter(picture -> picture.side() == 0).count();
        long small = pictures.stream()
                .filter(picture -> picture.side() > 0 && picture.side() < shortest)
                .count();
        List<String> notes = new ArrayList<>();
        if (unreadable > 0) {
            notes.add("left out %d of %d pictures, which cannot be read".formatted(unreadable, pictures.size()));
        }
        if (small > 0) {
            notes.add("left out %d of %d pictures, which have a side under the crop's %d pixels%s"
                    .formatted(small, pictures.size(), shortest, smallerCrop(pictures, shortest)));
        }
        return notes;
    }

    /** A crop that takes nine tenths of the pictures which are too small for this one; empty where there are none. */
    private static String smallerCrop(List<Versions> pictures, int shortest) {
        int[] sides = pictures.stream()
                .mapToInt(Versions::side)
                .filter(side -> side >= SMALLEST_CROP && side < shortest)
                .sorted()
                .toArray();
        if (sides.length == 0) {
            return "";
        }
        int crop = sides[sides.length / HELD_OUT] / CROP_STEP * CROP_STEP;
        long more = Arrays.stream(sides).filter(side -> side >= crop).count();
        return ": crops of %d pixels take %d of them".formatted(crop, more);
    }

    /** The versions of a picture; none of one that cannot be read, as one bad file among thousands ends no training. */
    private static Versions read(Photograph item, int shortest) {
        try {
            Picture picture =
                    PictureFiles.read(item.folder().resolve(item.name())).toRgb();
            List<Picture> all = versions(picture, new SplittableRandom(number(item.name())));
            return new Versions(
                    all.stream().filter(version -> side(version) >= shortest).toList(),
                    all.stream().mapToInt(Photographs::side).max().orElse(0));
        } catch (BadInputException | CorruptFileException e) {
            return new Versions(List.of(), 0);
        }
    }

    private static int side(Picture picture) {
        return Math.min(picture.height(), picture.width());
    }

    private static List<Picture> versions(Picture picture, SplittableRandom random) {
        List<Picture> versions = new ArrayList<>();
        for (double side : LONG_SIDES) {
            double target = side * (1 + JITTER * (2 * random.nextDouble() - 1));
            double factor = target / Math.max(picture.height(), picture.width());
            if (factor >= 1) {
                versions.add(picture);
                return versions;
            }
            versions.add(picture.resize(
                    new Size((int) Math.round(picture.width() * factor), (int) Math.round(picture.height() * factor))));
        }
        return versions;
    }

    private static String hash(List<Picture> train, List<Picture> validation) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (List<Picture> part : List.of(train, validation)) {
                for (Picture picture : part) {
                    digest.update(picture.size().toString().getBytes(StandardCharsets.US_ASCII));
                    digest.update(picture.pixels());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * What is kept of a picture.
     *
     * @param side the shorter one of the largest version; 0 for a picture that cannot be read
     */
    private record Versions(List<Picture> kept, int side) {}

    /** Follows from a name alone: whatever joins the folder later, a picture stays where it was. */
    private static int number(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() >>> 1);
    }

    /**
     * A file.
     *
     * @param name its path below the folder, with slashes
     * @param group the number of its group; its own where there are no groups
     */
    private record Photograph(Path folder, String name, int group) {

        static Photograph of(Path folder, Path path, @Nullable Pattern groupBy) {
            String name = path.toString().replace(path.getFileSystem().getSeparator(), "/");
            if (groupBy == null) {
                return new Photograph(folder, name, number(name));
            }
            String group = SplitOptions.groupOf(name, groupBy);
            if (group == null) {
                throw new BadInputException("%s: the picture %s does not match the group pattern %s"
                        .formatted(folder, name, groupBy.pattern()));
            }
            return new Photograph(folder, name, number(group));
        }
    }
}
