package io.diabolo.fuzz;

import io.diabolo.codec.Codec;
import io.diabolo.codec.Quality;
import io.diabolo.codec.archive.KeptMetadata;
import io.diabolo.codec.archive.Metadata;
import io.diabolo.image.Picture;
import io.diabolo.image.PictureFiles;
import io.diabolo.safetensors.NamedTensor;
import io.diabolo.safetensors.Safetensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Small sound files of each kind, which damaged ones are made of. */
final class Seeds {

    private Seeds() {}

    /** Writes those of a target into a folder that is there. */
    static void write(Target target, Path folder) throws IOException {
        switch (target) {
            case CONFIG -> {
                // What trainings wrote is in the corpus.
            }
            case SAFETENSORS -> {
                TreeMap<String, String> metadata = new TreeMap<>();
                metadata.put("format", "weights");
                Safetensors.write(
                        folder.resolve("two"),
                        List.of(
                                new NamedTensor.F32("a", List.of(2L, 3L), new float[6]),
                                NamedTensor.F16.of("b", List.of(2L), new float[] {1, 2})),
                        metadata);
            }
            case TABLE -> {
                Files.writeString(folder.resolve("comma"), "id,x,kind\n1,0.5,a\n2,,b\n3,1e3,\"a,\"\"b\"\n");
                Files.writeString(folder.resolve("semicolon"), "t;x\n2020-01-01;0,5\n2020-01-02;1,5\n");
            }
            case ARRAY -> {
                byte[] npy = npy("<f4", "2, 2", new byte[16]);
                Files.write(folder.resolve("npy"), npy);
                try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("npz")))) {
                    zip.putNextEntry(new ZipEntry("x.npy"));
                    zip.write(npy);
                    zip.putNextEntry(new ZipEntry("y.npy"));
                    zip.write(npy("|u1", "2,", new byte[2]));
                }
            }
            case CODED_PICTURE -> {
                Codec codec = Codec.photo();
                Files.write(folder.resolve("rgb"), codec.compress(image(20, 12, 3), Quality.of(3)));
                byte[] alpha = codec.compress(image(9, 5, 4), Quality.of(1));
                Files.write(folder.resolve("alpha"), alpha);
                Files.write(folder.resolve("metadata"), alpha);
                Metadata exif = new Metadata(Metadata.Kind.EXIF, new byte[30]);
                Files.write(folder.resolve("metadata"), KeptMetadata.bytes(List.of(exif)), StandardOpenOption.APPEND);
            }
            case PICTURE -> pictures(folder);
        }
    }

    private static void pictures(Path folder) throws IOException {
        for (String ending : List.of("png", "jpg", "bmp", "pgm", "ppm")) {
            PictureFiles.write(folder.resolve("a." + ending), Picture.of(image(9, 7, 3)));
        }
        for (String format : List.of("gif", "tiff")) {
            ImageIO.write(image(9, 7, 1), format, folder.resolve("a." + format).toFile());
        }
        // A pixel by libwebp, without loss and with it.
        Files.write(
                folder.resolve("lossless.webp"),
                Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="));
        Files.write(
                folder.resolve("lossy.webp"),
                Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA"));
    }

    private static BufferedImage image(int width, int height, int channels) {
        byte[] pixels = new byte[channels * width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 37);
        }
        return new Picture(channels, height, width, pixels).toBufferedImage();
    }

    private static byte[] npy(String type, String shape, byte[] values) {
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }\n".formatted(type, shape);
        String start = "\u0093NUMPY\1\0" + (char) header.length() + "\0" + header;
        byte[] head = start.getBytes(StandardCharsets.ISO_8859_1);
        byte[] file = java.util.Arrays.copyOf(head, head.length + values.length);
        System.arraycopy(values, 0, file, head.length, values.length);
        return file;
    }
}
