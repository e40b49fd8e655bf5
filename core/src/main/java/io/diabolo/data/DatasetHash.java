package io.diabolo.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a shape, samples (floats as little-endian IEEE 754) and labels with their names, in the order of rows; of a
 * table also the names of its columns and their levels.
 */
final class DatasetHash {

    private final MessageDigest digest;

    DatasetHash(SampleShape shape) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        add(shape.toString());
    }

    static String of(Dataset data) {
        DatasetHash hash = new DatasetHash(data.shape());
        hash.add(String.join("\0", data.labelNames()));
        for (TableColumn column : data.columns()) {
            hash.add(column.name());
            hash.add(String.join("\0", column.levels()));
        }
        int elements = data.shape().elements();
        byte[] bytes = new byte[data.isBytes() ? elements : 4 * elements];
        float[] floats = new float[data.isBytes() ? 0 : elements];
        int[] row = new int[1];
        for (row[0] = 0; row[0] < data.size(); row[0]++) {
            if (data.isBytes()) {
                data.gather(row, bytes);
            } else {
                data.gather(row, floats);
                ByteBuffer.wrap(bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .put(floats);
            }
            hash.digest.update(bytes);
            hash.add(data.label(row[0]));
        }
        return hash.hex();
    }

    void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    void add(long number) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
