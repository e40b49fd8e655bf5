package io.diabolo.reproduce;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Quality;
import io.diabolo.codec.archive.ArchiveWriter;
import io.diabolo.compress.eval.ComparedCodec;
import io.diabolo.compress.eval.ComparedJpeg;
import io.diabolo.compress.eval.ComparedWebp;
import io.diabolo.compress.folder.CodecSource;
import io.diabolo.data.PictureListing;
import io.diabolo.error.DiaboloException;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.image.PngFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A folder of pictures as one archive, beside a file for each: {@code .dbl}, PNG, and JPEG and WebP at the PSNR that the archive
 * gives each picture. The last line has the means.
 */
public final class ArchiveBytes {

    private static final int HASH_BYTES = 32;

    /** Of most file systems: what a small file takes on a disk. */
    private static final double DISK_BLOCK = 4096;

    private final Codec codec;
    private final Quality quality;
    private final List<ComparedCodec> others = new ArrayList<>();
    private final Map<String, Double> bytes = new LinkedHashMap<>();
    private double pixels;
    private double psnr;
    private int pictures;

    private ArchiveBytes(Codec codec, Quality quality) {
        this.codec = codec;
        this.quality = quality;
        others.add(new ComparedJpeg());
        ComparedWebp.load(System.err::println).ifPresent(others::add);
    }

    public static void main(String[] args) throws IOException {
        Locale.setDefault(Locale.ROOT);
        Path codec = null;
        double quality = 5;
        int most = Integer.MAX_VALUE;
        boolean known = args.length % 2 == 1;
        try {
            for (int i = 1; i + 1 < args.length; i += 2) {
                switch (args[i]) {
                    case "--codec" -> codec = Path.of(args[i + 1]);
                    case "--quality" -> quality = Double.parseDouble(args[i + 1]);
                    case "--most" -> most = Integer.parseInt(args[i + 1]);
                    default -> known = false;
                }
            }
        } catch (NumberFormatException e) {
            known = false;
        }
        if (!known || most < 1) {
            System.err.println("usage: reproduce/archive DIR [--codec FOLDER] [--quality 1..8] [--most N]");
            System.exit(2);
        }
        try {
            Codec opened = CodecSource.installed().open(codec);
            new ArchiveBytes(opened, Quality.of(quality)).print(Path.of(args[0]), most, System.out);
        } catch (DiaboloException e) {
            System.err.println("archive: " + e.getMessage());
            System.exit(1);
        }
    }

    /** Measures pictures below a folder, spread over all, and prints the table. */
    private void print(Path folder, int most, PrintStream out) throws IOException {
        List<Path> names = PictureListing.files(folder);
        int count = Math.min(most, names.size());
        Path file = Files.createTempFile("diabolo-", ".dba");
        try {
            ArchiveWriter.Settings settings = new ArchiveWriter.Settings(true, codec.sha256(), quality, new byte[0]);
            try (ArchiveWriter writer = ArchiveWriter.create(file, settings)) {
                for (int i = 0; i < count; i++) {
                    measure(folder, names.get((int) ((long) i * names.size() / count)), writer);
                }
                writer.finish();
            }
            print(Files.size(file), out);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void measure(Path folder, Path name, ArchiveWriter writer) throws IOException {
        Path file = folder.resolve(name);
        Picture picture = opaque(PictureFiles.read(file));
        BufferedImage image = picture.toBufferedImage();
        byte[] dbl = codec.compress(image, quality);
        double wanted = psnrDb(picture, Picture.of(codec.decompress(dbl).picture()));
        Instant time = Files.getLastModifiedTime(file).toInstant();
        writer.add(name.toString().replace('\\', '/'), time, dbl);
        pictures++;
        pixels += (double) picture.width() * picture.height();
        psnr += wanted;
        bytes.merge(".dbl files", (double) dbl.length, Double::sum);
        bytes.merge(".dbl in blocks of 4 KiB", Math.ceil(dbl.length / DISK_BLOCK) * DISK_BLOCK, Double::sum);
        for (ComparedCodec other : others) {
            bytes.merge(other.name() + " at equal PSNR", bytesAt(other, picture, image, wanted), Double::sum);
        }
        bytes.merge("PNG", (double) PngFile.of(image).length, Double::sum);
        bytes.merge("as they were", (double) Files.size(file), Double::sum);
    }

    private static Picture opaque(Picture picture) {
        return picture.channels() == 4 ? picture.toRgb() : picture;
    }

    /** Bytes of a codec at a PSNR: between the two settings around it, the logarithm of bytes is taken as a line. */
    private static double bytesAt(ComparedCodec other, Picture picture, BufferedImage image, double psnrDb) {
        int from = 0;
        int to = other.scale().steps();
        while (from < to) {
            int middle = (from + to) / 2;
            if (point(other, picture, image, middle).psnrDb >= psnrDb) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        Point above = point(other, picture, image, from);
        if (from == 0 || above.psnrDb < psnrDb) {
            return above.bytes;
        }
        Point below = point(other, picture, image, from - 1);
        double share =
                above.psnrDb > below.psnrDb ? Math.max(0, (psnrDb - below.psnrDb) / (above.psnrDb - below.psnrDb)) : 1;
        return Math.exp(Math.log(below.bytes) * (1 - share) + Math.log(above.bytes) * share);
    }

    private static Point point(ComparedCodec other, Picture picture, BufferedImage image, int setting) {
        byte[] coded = other.encode(image, other.scale().setting(setting));
        Picture decoded = Picture.of(other.decode(coded));
        return new Point(coded.length, psnrDb(picture, decoded));
    }

    /** Over all colour samples, 8 bits; pictures that are equal count as 100 dB. */
    private static double psnrDb(Picture original, Picture decoded) {
        byte[] a = original.toRgb().pixels();
        byte[] b = decoded.toRgb().pixels();
        long squares = 0;
        for (int i = 0; i < a.length; i++) {
            int difference = (a[i] & 0xff) - (b[i] & 0xff);
            squares += Math.multiplyFull(difference, difference);
        }
        return squares == 0 ? 100 : 10 * Math.log10(255.0 * 255.0 * a.length / squares);
    }

    private void print(long archive, PrintStream out) {
        out.printf("%-24s %14s %12s %12s %22s%n", "what", "bytes", "a picture", "bits/pixel", "archive against it");
        double whole = (double) archive;
        line(out, "archive", whole, whole);
        line(out, "archive without SHA-256", whole - (double) HASH_BYTES * pictures, whole);
        bytes.forEach((what, all) -> line(out, what, all, whole));
        Codec.releasedWeights(codec.id())
                .ifPresent(weights ->
                        out.printf("an archive that carries this codec has %,d bytes more%n", weights.length));
        out.printf(
                "means of %,d pictures: %.2f dB, archive %.1f bytes, %s%n",
                pictures,
                psnr / pictures,
                whole / pictures,
                String.join(
                        ", ",
                        bytes.entrySet().stream()
                                .map(e -> "%s %.1f".formatted(e.getKey(), e.getValue() / pictures))
                                .toList()));
    }

    private void line(PrintStream out, String what, double all, double archive) {
        out.printf(
                "%-24s %,14.0f %12.1f %12.4f %20.1f %%%n",
                what, all, all / pictures, 8 * all / pixels, 100 * (archive / all - 1));
    }

    /** A file of one setting. */
    private record Point(double bytes, double psnrDb) {}
}
