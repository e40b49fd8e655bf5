package io.diabolo.codec;

import io.diabolo.error.CorruptFileException;
import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The alpha channel, without loss: each row is one byte naming a filter, 0 to 4, and width filtered bytes, all deflated
 * into one zlib stream. The filters are those of PNG with one byte a pixel; the encoder takes for each row the one with the
 * least sum of absolute values.
 *
 * @source PNG (ISO/IEC 15948), section 9; RFC 1950
 */
final class AlphaPlane {

    private static final int FILTERS = 5;

    private AlphaPlane() {}

    static byte[] compress(byte[] alpha, int width, int height) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int y = 0; y < height; y++) {
                deflater.setInput(filtered(alpha, y * width, width, y > 0));
                drain(deflater, buffer, out);
            }
            deflater.finish();
            drain(deflater, buffer, out);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    /**
     * The plane of width * height bytes.
     *
     * @throws CorruptFileException if the bytes hold less, more or something else
     */
    static byte[] decompress(byte[] file, int offset, int length, int width, int height) {
        byte[] alpha = new byte[width * height];
        byte[] filter = new byte[1];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(file, offset, length);
            for (int y = 0; y < height; y++) {
                inflate(inflater, filter, 0, 1);
                inflate(inflater, alpha, y * width, width);
                unfilter(filter[0], alpha, y * width, width, y > 0);
            }
            if (inflater.inflate(filter) != 0 || !inflater.finished()) {
                throw new CorruptFileException("The alpha channel does not end with the picture.");
            }
            return alpha;
        } catch (DataFormatException e) {
            throw new CorruptFileException("The alpha channel is damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
    }

    private static void drain(Deflater deflater, byte[] buffer, ByteArrayOutputStream out) {
        int length = deflater.deflate(buffer);
        while (length > 0) {
            out.write(buffer, 0, length);
            length = deflater.deflate(buffer);
        }
    }

    private static void inflate(Inflater inflater, byte[] to, int offset, int length) throws DataFormatException {
        int done = 0;
        while (done < length) {
            int step = inflater.inflate(to, offset + done, length - done);
            if (step == 0) {
                throw new CorruptFileException("The alpha channel ends too early.");
            }
            done += step;
        }
    }

    private static byte[] filtered(byte[] alpha, int start, int width, boolean hasAbove) {
        byte[] best = new byte[0];
        long least = Long.MAX_VALUE;
        for (int filter = 0; filter < FILTERS; filter++) {
            byte[] row = new byte[width + 1];
            row[0] = (byte) filter;
            long sum = 0;
            for (int x = 0; x < width; x++) {
                row[x + 1] = (byte) (alpha[start + x] - predicted(filter, alpha, start + x, x > 0, hasAbove, width));
                sum += Math.abs(row[x + 1]);
            }
            if (sum < least) {
                least = sum;
                best = row;
            }
        }
        return best;
    }

    private static void unfilter(int filter, byte[] alpha, int start, int width, boolean hasAbove) {
        if (filter < 0 || filter >= FILTERS) {
            throw new CorruptFileException("The alpha channel has a row with filter %d, not 0 to 4.".formatted(filter));
        }
        for (int x = 0; x < width; x++) {
            alpha[start + x] += (byte) predicted(filter, alpha, start + x, x > 0, hasAbove, width);
        }
    }

    private static int predicted(int filter, byte[] alpha, int at, boolean hasLeft, boolean hasAbove, int width) {
        int left = hasLeft ? alpha[at - 1] & 0xff : 0;
        int above = hasAbove ? alpha[at - width] & 0xff : 0;
        return switch (filter) {
            case 0 -> 0;
            case 1 -> left;
            case 2 -> above;
            case 3 -> (left + above) / 2;
            default -> paeth(left, above, hasLeft && hasAbove ? alpha[at - width - 1] & 0xff : 0);
        };
    }

    private static int paeth(int left, int above, int aboveLeft) {
        int byLeft = Math.abs(above - aboveLeft);
        int byAbove = Math.abs(left - aboveLeft);
        int byAboveLeft = Math.abs(left + above - 2 * aboveLeft);
        if (byLeft <= byAbove && byLeft <= byAboveLeft) {
            return left;
        }
        return byAbove <= byAboveLeft ? above : aboveLeft;
    }
}
