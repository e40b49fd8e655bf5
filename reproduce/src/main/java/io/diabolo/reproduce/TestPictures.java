package io.diabolo.reproduce;

import io.diabolo.data.PictureListing;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.restore.FloatPicture;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A folder of pictures that are restored, as floats. */
final class TestPictures {

    private TestPictures() {}

    /** All of a folder by their paths; transparent pixels lie on white. */
    static Map<String, FloatPicture> of(Path folder) {
        Map<String, FloatPicture> pictures = new LinkedHashMap<>();
        for (Path name : PictureListing.files(folder)) {
            pictures.put(name.toString(), floats(PictureFiles.read(folder.resolve(name))));
        }
        return pictures;
    }

    static FloatPicture floats(Picture picture) {
        Picture plain = picture.channels() == 4 ? picture.toRgb() : picture;
        float[] values = new float[plain.pixels().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = plain.pixels()[i] & 0xff;
        }
        return new FloatPicture(plain.channels(), plain.height(), plain.width(), values);
    }

    static Picture bytes(FloatPicture picture) {
        byte[] pixels = new byte[picture.values().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) PsnrTable.rounded(picture.values()[i]);
        }
        return new Picture(picture.channels(), picture.height(), picture.width(), pixels);
    }

    /** The luma of ITU-R BT.601, 16 to 235, rounded as MATLAB's {@code rgb2ycbcr} does; of a gray picture its values. */
    static FloatPicture luma(FloatPicture picture, boolean rounded) {
        if (picture.channels() == 1) {
            return picture;
        }
        float[] luma = new float[picture.height() * picture.width()];
        float[] rgb = picture.values();
        for (int i = 0; i < luma.length; i++) {
            float y = 16
                    + (65.481f * rgb[i] + 128.553f * rgb[luma.length + i] + 24.966f * rgb[2 * luma.length + i]) / 255;
            luma[i] = rounded ? Math.round(y) : y;
        }
        return new FloatPicture(1, picture.height(), picture.width(), luma);
    }
}
