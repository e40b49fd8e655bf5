package io.diabolo.compress.eval;

import io.diabolo.image.Picture;
import java.util.SplittableRandom;

/** Made-up pictures: smooth shapes and some noise. */
final class TestPicture {

    private TestPicture() {}

    static Picture rgb(int width, int height) {
        byte[] pixels = new byte[3 * width * height];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            int y = i / width % height;
            int c = i / width / height;
            double wave = Math.sin(x / (9.0 + c)) + Math.cos(y / 13.0 + c) + Math.sin((x + y) / 70.0);
            pixels[i] = (byte) (118 + 36 * wave + random.nextInt(9));
        }
        return new Picture(3, height, width, pixels);
    }
}
