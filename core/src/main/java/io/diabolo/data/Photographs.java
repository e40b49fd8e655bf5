package io.diabolo.data;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Photographs of any sizes, in memory as RGB, split by the names of their files into nine tenths to train on and one to
 * validate on.
 *
 * <p>Large ones are scaled down once, so that their longer side has 800 to 1,600 pixels: that hides what an earlier lossy
 * compression did to them, and bounds the memory.
 *
 * @param train the pictures to learn from
 * @param validation pictures that training does not see
 * @param hash the SHA-256 of all pictures as they are kept
 * @param notes what was left out, and why
 */
public record Photographs(List<Picture> train, List<Picture> validation, String hash, List<String> notes) {

    private static final int HELD_OUT = 10;
    private static final int SMALLEST_LONG_SIDE = 800;
    private static final double LARGEST_FACTOR = 2;

    public Photographs {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        notes = List.copyOf(notes);
    }

    /**
     * Reads all pictures below some folders.
     *
     * @param shortest pictures with a shorter side are left out
     * @throws BadInputException if fewer than two pictures are left
     */
    public static Photographs read(List<Path> folders, int shortest) {
        List<PictureItem> items = new ArrayList<>();
        for (Path folder : folders) {
            items.addAll(items(folder));
        }
        @Nullable Picture[] pictures = new Picture[items.size()];
        IntStream.range(0, pictures.length).parallel().forEach(i -> pictures[i] = read(items.get(i)));
        List<Picture> train = new ArrayList<>();
        List<Picture> validation = new ArrayList<>();
        int left = 0;
        for (int i = 0; i < pictures.length; i++) {
            Picture picture = pictures[i];
            if (picture == null || Math.min(picture.height(), picture.width()) < shortest) {
                left++;
            } else {
                (number(items.get(i)) % HELD_OUT == 0 ? validation : train).add(picture);
            }
        }
        if (validation.isEmpty() && train.size() > 1) {
            validation.add(train.remove(train.size() - 1));
        }
        if (validation.isEmpty()) {
            throw new BadInputException("%s: %d pictures with sides of %d pixels or more, at least 2 are needed"
                    .formatted(folders, train.size(), shortest));
        }
        List<String> notes = left == 0
                ? List.of()
                : List.of("left out %d of %d pictures that cannot be read or have a side under %d pixels"
                        .formatted(left, pictures.length, shortest));
        return new Photographs(train, validation, hash(train, validation), notes);
    }

    private static List<PictureItem> items(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("%s is not a folder; give one with pictures".formatted(folder));
        }
        try {
            return PictureListing.of(folder);
        } catch (IOException e) {
            throw new BadInputException("%s cannot be read: %s".formatted(folder, e), e);
        }
    }

    /** Follows from the file's name alone: whatever joins the folder later, a picture stays where it was. */
    private static int number(PictureItem item) {
        CRC32 crc = new CRC32();
        crc.update(String.valueOf(item.file().getFileName()).getBytes(StandardCharsets.UTF_8));
        return (int) (crc.getValue() >>> 1);
    }

    private static @Nullable Picture read(PictureItem item) {
        try {
            Picture picture = PictureFiles.read(item.file()).toRgb();
            int longer = Math.max(picture.height(), picture.width());
            double target =
                    SMALLEST_LONG_SIDE * Math.pow(LARGEST_FACTOR, new SplittableRandom(number(item)).nextDouble());
            double factor = Math.min(1, target / longer);
            return picture.resize(
                    new Size((int) Math.round(picture.width() * factor), (int) Math.round(picture.height() * factor)));
        } catch (BadInputException | CorruptFileException e) {
            return null; // One bad file among thousands ends no training; the notes count it.
        }
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
}
