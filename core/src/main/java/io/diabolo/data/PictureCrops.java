package io.diabolo.data;

import io.diabolo.image.Picture;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Square pieces of pictures, for networks that are trained on them. */
public final class PictureCrops {

    /** Those of each crop: R, G, B. */
    public static final int CHANNELS = 3;

    private final List<Picture> pictures;
    private final int side;
    /** How many whole crops lie side by side in the pictures up to each one: large pictures are drawn more often. */
    private final int[] areas;

    /** @param pictures RGB, none with a shorter side than {@code side} */
    public PictureCrops(List<Picture> pictures, int side) {
        this.pictures = pictures;
        this.side = side;
        areas = new int[pictures.size()];
        int sum = 0;
        for (int i = 0; i < areas.length; i++) {
            Picture picture = pictures.get(i);
            sum += Math.max(1, picture.height() * picture.width() / (side * side));
            areas[i] = sum;
        }
    }

    /** How many crops make an epoch. */
    public int size() {
        return areas[areas.length - 1];
    }

    /**
     * Random crops, each perhaps mirrored.
     *
     * @return bytes [count, 3, side, side]
     */
    public byte[] draw(int count, SplittableRandom random) {
        byte[] pixels = new byte[count * CHANNELS * side * side];
        for (int i = 0; i < count; i++) {
            Picture picture = pictures.get(pictureOf(random.nextInt(size())));
            int top = random.nextInt(picture.height() - side + 1);
            int left = random.nextInt(picture.width() - side + 1);
            copy(picture, top, left, random.nextBoolean(), random.nextBoolean(), pixels, i);
        }
        return pixels;
    }

    /**
     * Crops spread over the pictures, the same each time.
     *
     * @return bytes [count, 3, side, side]
     */
    public byte[] spread(int first, int count) {
        byte[] pixels = new byte[count * CHANNELS * side * side];
        for (int i = 0; i < count; i++) {
            Picture picture = pictures.get((first + i) % pictures.size());
            SplittableRandom random = new SplittableRandom(first + i);
            int top = random.nextInt(picture.height() - side + 1);
            int left = random.nextInt(picture.width() - side + 1);
            copy(picture, top, left, false, false, pixels, i);
        }
        return pixels;
    }

    private int pictureOf(int area) {
        int found = Arrays.binarySearch(areas, area + 1);
        return found < 0 ? -found - 1 : found;
    }

    private void copy(
            Picture picture, int top, int left, boolean mirrored, boolean upsideDown, byte[] target, int number) {
        byte[] source = picture.pixels();
        int at = number * CHANNELS * side * side;
        for (int c = 0; c < CHANNELS; c++) {
            for (int y = 0; y < side; y++) {
                int row = top + (upsideDown ? side - 1 - y : y);
                int from = (c * picture.height() + row) * picture.width() + left;
                for (int x = 0; x < side; x++) {
                    target[at++] = source[from + (mirrored ? side - 1 - x : x)];
                }
            }
        }
    }
}
