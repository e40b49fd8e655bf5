package io.diabolo.codec.archive;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Quality;
import io.diabolo.codec.TestCodecs;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small archives for tests. */
final class Archives {

    static final Codec CODEC = TestCodecs.cosine();
    static final Instant TIME = Instant.parse("2019-07-01T12:30:00Z");

    private static final Map<String, BufferedImage> PICTURES = pictures();

    private Archives() {}

    private static Map<String, BufferedImage> pictures() {
        Map<String, BufferedImage> pictures = new LinkedHashMap<>();
        pictures.put("a.png", TestCodecs.rgb(24, 20));
        pictures.put("s1/b.png", TestCodecs.gray(24, 20));
        pictures.put("s1/c.png", TestCodecs.rgbAlpha(16, 8));
        pictures.put("wide.png", TestCodecs.rgb(1030, 2));
        return pictures;
    }

    /** What a file of its own would hold, by name. */
    static Map<String, byte[]> files() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        PICTURES.forEach((name, picture) -> files.put(name, CODEC.compress(picture, Quality.of(2))));
        return files;
    }

    static ArchiveWriter.Settings settings(boolean hashes) {
        return new ArchiveWriter.Settings(hashes, CODEC.sha256(), Quality.of(2), new byte[0]);
    }

    /** An archive of all pictures, the last one added later. */
    static byte[] bytes(Path folder, boolean hashes) {
        Path file = folder.resolve("test.dba");
        Map<String, byte[]> files = files();
        try (ArchiveWriter writer = ArchiveWriter.create(file, settings(hashes))) {
            files.forEach((name, dbl) -> {
                if (!name.equals("wide.png")) {
                    writer.add(name, TIME.plusSeconds(name.length()), dbl, metadata(name));
                }
            });
            writer.finish();
        }
        try (ArchiveWriter writer = ArchiveWriter.append(file)) {
            writer.add("wide.png", TIME, files.getOrDefault("wide.png", new byte[0]));
            writer.finish();
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of its own, and one that pictures share. */
    static List<Metadata> metadata(String name) {
        return name.startsWith("s1/")
                ? List.of(
                        new Metadata(Metadata.Kind.EXIF, name.getBytes(StandardCharsets.UTF_8)),
                        new Metadata(Metadata.Kind.ICC, new byte[500]))
                : List.of();
    }

    /** What an ill-meaning writer would do: all checksums of header and blocks agree again. */
    static void repairChecksums(byte[] file) {
        MemoryBytes in = new MemoryBytes(file);
        int at = headerEnd(file);
        if (at > file.length) {
            return;
        }
        put(file, at - 4, ArchiveFormat.checksum(file, at - 4, file, 0, 0));
        Block block = Block.at(in, at);
        while (block != null && block.fits(in)) {
            int stop = (int) block.end() - 4;
            put(file, stop, ArchiveFormat.checksum(new byte[0], 0, file, (int) block.at(), stop - (int) block.at()));
            block = Block.at(in, block.end());
        }
    }

    /** Behind the checksum of a header, whose numbers may be of any length; behind the file if it does not end. */
    private static int headerEnd(byte[] file) {
        int at = 4 + 1 + 1 + 32 + 1 + 8 + 1;
        for (int number = 0; number < 3; number++) {
            while (at < file.length && file[at] < 0) {
                at++;
            }
            at++;
        }
        return at + 4;
    }

    private static void put(byte[] file, int at, int value) {
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    }
}
