package io.diabolo.jobs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The codes of many samples in a plane, without anything else.
 *
 * @param x [N]
 * @param y [N]
 * @param labels [N], indices into the names of the labels up to 127; -1 for none, and for those beyond
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record CodeCloud(float[] x, float[] y, byte[] labels) {

    /** All x, all y (little-endian 32-bit floats), all labels: 9 bytes a sample. */
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(9 * x.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(x).put(y);
        return bytes.position(8 * x.length).put(labels).array();
    }
}
