package io.diabolo.data;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Builds small files of each kind, sound or damaged. */
final class TestFiles {

    private TestFiles() {}

    static byte[] idx(int[] dimensions, byte[] values) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[] {0, 0, 8, (byte) dimensions.length});
        for (int dimension : dimensions) {
            out.writeInt(dimension);
        }
        out.write(values);
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    /** @param dictionary for example {@code 'descr': '<f4', 'fortran_order': False, 'shape': (2, 3)} */
    static byte[] npy(String dictionary, byte[] values) throws IOException {
        String header = "{" + dictionary + ", }\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[] {
            (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), (byte) (header.length() >> 8)
        });
        out.write(header.getBytes(StandardCharsets.US_ASCII));
        out.write(values);
        return out.toByteArray();
    }

    static byte[] npy(String descr, String shape, byte[] values) throws IOException {
        return npy("'descr': '" + descr + "', 'fortran_order': False, 'shape': (" + shape + ")", values);
    }

    static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static Path npz(Path file, Map<String, byte[]> arrays) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (var array : arrays.entrySet()) {
                zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
                zip.write(array.getValue());
            }
        }
        return file;
    }

    static byte[] sample(Dataset data, int row) {
        byte[] sample = new byte[data.shape().elements()];
        data.gather(new int[] {row}, sample);
        return sample;
    }

    static float[] floatSample(Dataset data, int row) {
        float[] sample = new float[data.shape().elements()];
        data.gather(new int[] {row}, sample);
        return sample;
    }
}
