package io.diabolo.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a table: names, types and categories of its columns, then its cells as little-endian IEEE 754, row by row. */
final class TableHash {

    private static final int BUFFER_BYTES = 1 << 16;

    private TableHash() {}

    static String of(Table table) {
        MessageDigest digest = sha256();
        int width = table.columns().size();
        addInt(digest, table.rows());
        addInt(digest, width);
        for (Column column : table.columns()) {
            addText(digest, column.name());
            addText(digest, column.type().name());
            addInt(digest, column.categories().size());
            column.categories().forEach(category -> addText(digest, category));
        }
        addCells(digest, table, width);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void addCells(MessageDigest digest, Table table, int width) {
        double[] row = new double[width];
        ByteBuffer buffer = ByteBuffer.allocate(Math.max(BUFFER_BYTES, Double.BYTES * width))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < table.rows(); i++) {
            if (buffer.remaining() < Double.BYTES * width) {
                digest.update(buffer.flip());
                buffer.clear();
            }
            table.row(i, row);
            for (double cell : row) {
                // All NaN alike: doubleToLongBits, not the raw bits.
                buffer.putLong(Double.doubleToLongBits(cell));
            }
        }
        digest.update(buffer.flip());
    }

    private static void addText(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        addInt(digest, bytes.length);
        digest.update(bytes);
    }

    private static void addInt(MessageDigest digest, int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
