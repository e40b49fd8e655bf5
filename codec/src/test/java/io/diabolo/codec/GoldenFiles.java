package io.diabolo.codec;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * The files of a released codec whose pixels are frozen, and the SHA-256 of these pixels.
 *
 * <p>On the day of a release, {@code main(id, folder)} writes them.
 */
final class GoldenFiles {

    /** One that the interpreter decodes in seconds. */
    static final String SMALL = "small.dbl";

    private static final String HASHES = "sha256.txt";

    private GoldenFiles() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 2) {
            write(arguments[0], Path.of(arguments[1]));
            return;
        }
        byte[] file = read(path(arguments[0], SMALL));
        System.out.println(SMALL + " " + hash(Codec.released(arguments[0]).orElseThrow(), file));
    }

    private static void write(String id, Path folder) throws IOException {
        Codec codec = Codec.released(id).orElseThrow();
        BufferedImage photo = photo();
        Map<String, byte[]> files = new TreeMap<>();
        files.put(SMALL, codec.compress(photo.getSubimage(48, 36, 64, 48), Quality.of(4)));
        for (int quality : new int[] {1, 5, 8}) {
            files.put("photo-%d.dbl".formatted(quality), codec.compress(photo, Quality.of(quality)));
        }
        files.put("gray.dbl", codec.compress(Pictures.gray(57, 33), Quality.of(3)));
        files.put("alpha.dbl", codec.compress(Pictures.rgbAlpha(40, 71), Quality.of(6.5)));
        files.put("four-tiles.dbl", codec.compress(Pictures.rgb(1040, 1030), Quality.of(1)));
        Files.createDirectories(folder);
        StringBuilder hashes = new StringBuilder();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
            hashes.append("%s %s%n".formatted(file.getKey(), hash(codec, file.getValue())));
        }
        Files.writeString(folder.resolve(HASHES), hashes);
    }

    /** A photograph of 160 x 120 pixels, cut from one under CC0. */
    static BufferedImage photo() throws IOException {
        try (InputStream in = GoldenFiles.class.getResourceAsStream("/released/photo.png")) {
            return ImageIO.read(Objects.requireNonNull(in));
        }
    }

    /** The SHA-256 of the pixels of each file, as they were on the day of the release. */
    static Map<String, String> frozen(String id) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        new String(read(path(id, HASHES)), StandardCharsets.UTF_8)
                .lines()
                .forEach(line ->
                        hashes.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
        return hashes;
    }

    /** The SHA-256 of the pixels of each file, as a codec decodes them now. */
    static Map<String, String> hashes(Codec codec, String id) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        for (String name : frozen(id).keySet()) {
            hashes.put(name, hash(codec, read(path(id, name))));
        }
        return hashes;
    }

    /** A resource of the class path. */
    static byte[] read(String path) throws IOException {
        try (InputStream in = GoldenFiles.class.getResourceAsStream(path)) {
            return Objects.requireNonNull(in, path).readAllBytes();
        }
    }

    static String path(String id, String name) {
        return "/released/%s/%s".formatted(id, name);
    }

    /** Of width, height and then each pixel as alpha, red, green, blue; gray is three times the stored value. */
    private static String hash(Codec codec, byte[] file) {
        BufferedImage image = codec.decompress(file).picture();
        int bands = image.getRaster().getNumBands();
        ByteBuffer bytes = ByteBuffer.allocate(4 * (image.getWidth() * image.getHeight() + 2));
        bytes.putInt(image.getWidth()).putInt(image.getHeight());
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                // The samples themselves: getRGB would convert gray from a linear scale.
                int[] values = image.getRaster().getPixel(x, y, (int[]) null);
                bytes.put((byte) (bands == 4 ? values[3] : 255));
                for (int c = 0; c < 3; c++) {
                    bytes.put((byte) values[bands < 3 ? 0 : c]);
                }
            }
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.array()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
