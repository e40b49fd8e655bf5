package io.diabolo.reproduce;

import io.diabolo.restore.FloatPicture;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_photo;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Classical methods of OpenCV 4 on pictures of 8 bits: what comes in is rounded and limited first. */
final class OpenCv {

    private static final int TEMPLATE = 7;
    private static final int SEARCH = 21;

    private OpenCv() {}

    /** Buades, Coll, Morel 2005, with a patch of 7 and a window of 21 pixels; colour in CIELAB. */
    static FloatPicture nonLocalMeans(FloatPicture picture, float h) {
        return apply(picture, picture.height(), picture.width(), (from, to) -> {
            if (picture.channels() == 1) {
                opencv_photo.fastNlMeansDenoising(from, to, h, TEMPLATE, SEARCH);
            } else {
                opencv_photo.fastNlMeansDenoisingColored(from, to, h, h, TEMPLATE, SEARCH);
            }
        });
    }

    static FloatPicture gaussian(FloatPicture picture, double sigma) {
        return apply(picture, picture.height(), picture.width(), (from, to) -> {
            try (Size automatic = new Size(0, 0)) {
                opencv_imgproc.GaussianBlur(from, to, automatic, sigma);
            }
        });
    }

    /** @param size 3 or 5 */
    static FloatPicture median(FloatPicture picture, int size) {
        return apply(
                picture, picture.height(), picture.width(), (from, to) -> opencv_imgproc.medianBlur(from, to, size));
    }

    /** Over 8 x 8 neighbours. */
    static FloatPicture lanczos(FloatPicture picture, int height, int width) {
        return apply(picture, height, width, (from, to) -> {
            try (Size size = new Size(width, height)) {
                opencv_imgproc.resize(from, to, size, 0, 0, opencv_imgproc.INTER_LANCZOS4);
            }
        });
    }

    /** Telea 2004. */
    static FloatPicture telea(FloatPicture picture, byte[] hidden, double radius) {
        return inpaint(picture, hidden, radius, opencv_photo.INPAINT_TELEA);
    }

    /** Bertalmio, Bertozzi, Sapiro 2001. */
    static FloatPicture navierStokes(FloatPicture picture, byte[] hidden, double radius) {
        return inpaint(picture, hidden, radius, opencv_photo.INPAINT_NS);
    }

    /** @param hidden [H, W], other than 0 where the picture is to be filled */
    private static FloatPicture inpaint(FloatPicture picture, byte[] hidden, double radius, int method) {
        return apply(picture, picture.height(), picture.width(), (from, to) -> {
            try (BytePointer bytes = new BytePointer(hidden);
                    Mat mask = new Mat(picture.height(), picture.width(), opencv_core.CV_8UC1, bytes)) {
                opencv_photo.inpaint(from, mask, to, radius, method);
            }
        });
    }

    private static FloatPicture apply(FloatPicture picture, int height, int width, Filter filter) {
        int channels = picture.channels();
        int type = channels == 1 ? opencv_core.CV_8UC1 : opencv_core.CV_8UC3;
        byte[] from = new byte[picture.values().length];
        int plane = picture.height() * picture.width();
        for (int i = 0; i < from.length; i++) {
            from[i] = (byte) PsnrTable.rounded(picture.values()[i % channels * plane + i / channels]);
        }
        byte[] to = new byte[channels * height * width];
        try (BytePointer bytes = new BytePointer(from);
                Mat in = new Mat(picture.height(), picture.width(), type, bytes);
                Mat out = new Mat()) {
            filter.apply(in, out);
            out.data().get(to);
        }
        float[] values = new float[to.length];
        for (int i = 0; i < to.length; i++) {
            values[i % channels * height * width + i / channels] = to[i] & 0xff;
        }
        return new FloatPicture(channels, height, width, values);
    }

    @FunctionalInterface
    private interface Filter {
        void apply(Mat from, Mat to);
    }
}
