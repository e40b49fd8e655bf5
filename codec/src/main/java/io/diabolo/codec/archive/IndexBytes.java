package io.diabolo.codec.archive;

import io.diabolo.error.CorruptFileException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * An index of some of the pictures: where the one before it is, a copy of the archive's header, where each picture is and what
 * it is called, and the hashes.
 *
 * @param previous where the index before this one starts; 0 for none
 * @param header the copy
 * @param pictures in the order of the file
 */
record IndexBytes(long previous, ArchiveHeader header, List<Located> pictures) {

    byte[] toArray() {
        byte[] head = header.bytes();
        byte[] names = packedNames();
        ByteWriter out = new ByteWriter()
                .number(previous)
                .number(head.length)
                .bytes(head)
                .number(pictures.size())
                .number(names.length)
                .bytes(names);
        if (header.hashes()) {
            pictures.forEach(picture -> out.bytes(picture.sha256()));
        }
        return out.toArray();
    }

    /** For each picture: how far behind the one before it starts, the bytes its name has in common with that one's, the rest. */
    private byte[] packedNames() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            long at = 0;
            byte[] last = new byte[0];
            for (Located picture : pictures) {
                byte[] name = picture.name().getBytes(StandardCharsets.UTF_8);
                int common = 0;
                while (common < Math.min(name.length, last.length) && name[common] == last[common]) {
                    common++;
                }
                ByteWriter line = new ByteWriter()
                        .number(picture.at() - at)
                        .number(common)
                        .number(name.length - common);
                out.write(line.toArray());
                out.write(name, common, name.length - common);
                at = picture.at();
                last = name;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /**
     * Reads an index.
     *
     * @param fileBytes the length of the file: it has an entry for each picture, with its name, so that more pictures or
     *     longer names than it could hold are a lie
     */
    static IndexBytes read(byte[] content, long fileBytes) {
        ByteCursor in = new ByteCursor(content);
        long previous = in.number();
        ArchiveHeader header =
                ArchiveHeader.read(in.bytes(in.number("the length of a header", 1, ArchiveHeader.MAX_BYTES)));
        int most = (int) Math.min(ArchiveFormat.MAX_ENTRIES, fileBytes / ArchiveFormat.MIN_ENTRY_BYTES);
        int count = in.number("a number of pictures", 1, Math.max(1, most));
        byte[] packed = in.bytes(in.number("the length of the names", 0, in.remaining()));
        ByteCursor.require(
                in.remaining() == (header.hashes() ? (long) count * ArchiveFormat.SHA_BYTES : 0),
                "has an index of the wrong length");
        List<Located> pictures = new ArrayList<>();
        try (DataInputStream names = new DataInputStream(
                new BufferedInputStream(new InflaterInputStream(new ByteArrayInputStream(packed))))) {
            long at = 0;
            long nameBytes = 0;
            byte[] last = new byte[0];
            for (int i = 0; i < count; i++) {
                at = Math.addExact(at, number(names));
                long common = number(names);
                long rest = number(names);
                ByteCursor.require(
                        common <= last.length && rest <= ArchiveFormat.MAX_NAME_BYTES - common && common + rest > 0,
                        "has a name of a wrong length in its index");
                byte[] name = new byte[(int) (common + rest)];
                System.arraycopy(last, 0, name, 0, (int) common);
                names.readFully(name, (int) common, (int) rest);
                nameBytes += name.length;
                ByteCursor.require(nameBytes <= fileBytes, "has longer names in its index than in its pictures");
                String text = EntryNames.decode(name)
                        .orElseThrow(() -> new CorruptFileException(
                                "The archive has a name in its index that is not UTF-8: it is damaged."));
                byte[] sha256 = in.bytes(header.hashes() ? ArchiveFormat.SHA_BYTES : 0);
                pictures.add(new Located(text, at, sha256));
                last = name;
            }
        } catch (IOException | ArithmeticException e) {
            throw new CorruptFileException("The archive's index cannot be unpacked: it is damaged.", e);
        }
        return new IndexBytes(previous, header, pictures);
    }

    private static long number(DataInputStream in) throws IOException {
        long value = 0;
        for (int i = 0; i < 9; i++) {
            int part = in.readUnsignedByte();
            value |= (long) (part & 0x7f) << (7 * i);
            if (part < 0x80) {
                return value;
            }
        }
        throw new IOException("a number of more than 9 bytes");
    }
}
