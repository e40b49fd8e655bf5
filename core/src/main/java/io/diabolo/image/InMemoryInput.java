package io.diabolo.image;

import java.io.EOFException;
import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * The bytes of a picture's file, for a decoder. To find the end costs nothing: the decoder of lossless WebP asks beyond it for every
 * pixel of a file that is cut off, and one of 62 bytes may say that it holds millions.
 */
final class InMemoryInput extends ImageInputStreamImpl {

    private final byte[] content;

    /** @param content not copied */
    InMemoryInput(byte... content) {
        this.content = content;
    }

    @Override
    public int read() {
        bitOffset = 0;
        return streamPos < content.length ? content[(int) streamPos++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) {
        bitOffset = 0;
        if (streamPos >= content.length) {
            return length == 0 ? 0 : -1;
        }
        int count = (int) Math.min(length, content.length - streamPos);
        System.arraycopy(content, (int) streamPos, target, from, count);
        streamPos += count;
        return count;
    }

    @Override
    public byte readByte() throws IOException {
        int value = read();
        if (value < 0) {
            throw new End();
        }
        return (byte) value;
    }

    @Override
    public long length() {
        return content.length;
    }

    /** Without the stack trace, which takes longer than a pixel. */
    private static final class End extends EOFException {

        private static final long serialVersionUID = 1L;

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
