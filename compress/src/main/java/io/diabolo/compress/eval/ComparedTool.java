package io.diabolo.compress.eval;

import io.diabolo.error.CorruptFileException;
import io.diabolo.error.DiaboloException;
import io.diabolo.error.OutputException;
import io.diabolo.image.PngFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * A codec that is a pair of programs on this machine. Its seconds have the start of the program in them, and the PNG that goes
 * in or comes out.
 */
public final class ComparedTool implements ComparedCodec {

    private static final long LONGEST_MINUTES = 10;
    private static final int LONGEST_MESSAGE = 200;

    private final String name;
    private final Programs programs;
    private final Steps steps;
    private final Path folder;

    /**
     * The two command lines, in which {@code IN}, {@code OUT} and {@code SETTING} are replaced.
     *
     * @param extension of the codec's files
     */
    record Programs(List<String> encode, List<String> decode, String extension) {}

    /**
     * @param curve the settings of a curve, from the smallest file on
     * @param scale all of them
     */
    record Steps(List<Double> curve, Scale scale) {}

    private ComparedTool(String name, Programs programs, Steps steps, Path folder) {
        this.name = name;
        this.programs = programs;
        this.steps = steps;
        this.folder = folder;
    }

    /**
     * AVIF by libavif's programs at speed 6, else with their usual options. A setting is the constant-quality level, 63 (the
     * smallest file) to 0.
     *
     * @param folder for its files, one picture at a time
     * @param notes learns why it is left out
     */
    public static Optional<ComparedCodec> avif(Path folder, Consumer<String> notes) {
        List<String> encode = List.of(
                "avifenc",
                "-s",
                "6",
                "--min",
                "0",
                "--max",
                "63",
                "-a",
                "end-usage=q",
                "-a",
                "cq-level=SETTING",
                "IN",
                "OUT");
        return load(
                "AVIF",
                new Programs(encode, List.of("avifdec", "IN", "OUT"), ".avif"),
                new Steps(
                        IntStream.rangeClosed(1, 15).mapToObj(i -> 64 - 4.0 * i).toList(), new Scale(63, 0, 63)),
                folder,
                notes);
    }

    /**
     * JPEG XL by libjxl's programs at effort 7, their default. A setting is the quality, 30 to 99: below it PSNR was seen
     * to rise as the quality falls.
     *
     * @param folder for its files, one picture at a time
     * @param notes learns why it is left out
     */
    public static Optional<ComparedCodec> jxl(Path folder, Consumer<String> notes) {
        return load(
                "JPEG XL",
                new Programs(
                        List.of("cjxl", "-q", "SETTING", "-e", "7", "IN", "OUT"), List.of("djxl", "IN", "OUT"), ".jxl"),
                new Steps(IntStream.rangeClosed(6, 19).mapToObj(i -> 5.0 * i).toList(), new Scale(30, 99, 69)),
                folder,
                notes);
    }

    static Optional<ComparedCodec> load(
            String name, Programs programs, Steps steps, Path folder, Consumer<String> notes) {
        ComparedTool tool = new ComparedTool(name, programs, steps, folder);
        try {
            BufferedImage probe = new BufferedImage(16, 16, BufferedImage.TYPE_3BYTE_BGR);
            tool.decode(tool.encode(probe, steps.curve().get(0)));
            return Optional.of(tool);
        } catch (DiaboloException e) {
            notes.accept("%s is left out: %s".formatted(name, e.getMessage()));
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Double> settings() {
        return steps.curve();
    }

    @Override
    public Scale scale() {
        return steps.scale();
    }

    @Override
    public byte[] encode(BufferedImage picture, double setting) {
        Path in = folder.resolve("in.png");
        Path out = folder.resolve("out" + programs.extension());
        try {
            Files.write(in, PngFile.of(picture));
            run(programs.encode(), in, out, Long.toString(Math.round(setting)));
            return Files.readAllBytes(out);
        } catch (IOException e) {
            throw new OutputException("a picture cannot be coded as %s: %s".formatted(name, e.getMessage()), e);
        } finally {
            delete(in, out);
        }
    }

    @Override
    public BufferedImage decode(byte[] file) {
        Path in = folder.resolve("in" + programs.extension());
        Path out = folder.resolve("out.png");
        try {
            Files.write(in, file);
            run(programs.decode(), in, out, "");
            BufferedImage picture = ImageIO.read(out.toFile());
            if (picture == null) {
                throw new CorruptFileException(
                        "%s did not write a PNG".formatted(programs.decode().get(0)));
            }
            return picture;
        } catch (IOException e) {
            throw new CorruptFileException("a file of %s cannot be decoded: %s".formatted(name, e.getMessage()), e);
        } finally {
            delete(in, out);
        }
    }

    private void run(List<String> template, Path in, Path out, String setting) throws IOException {
        List<String> command = template.stream()
                .map(word -> word.equals("IN")
                        ? in.toString()
                        : word.equals("OUT") ? out.toString() : word.replace("SETTING", setting))
                .toList();
        Path log = folder.resolve("log");
        Process process = null;
        try {
            process = started(command, log);
            if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
                throw new OutputException("%s did not end in %d minutes".formatted(command.get(0), LONGEST_MINUTES));
            }
            if (process.exitValue() != 0) {
                throw new OutputException(
                        "%s ended with %d: %s".formatted(command.get(0), process.exitValue(), lastLine(log)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutputException(command.get(0) + " was interrupted", e);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(log);
        }
    }

    private static Process started(List<String> command, Path log) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new OutputException("the program %s is not installed".formatted(command.get(0)), e);
        }
    }

    private static String lastLine(Path log) throws IOException {
        String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
        String line = text.substring(text.lastIndexOf('\n') + 1);
        return line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) : line;
    }

    private static void delete(Path... files) {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new OutputException("%s cannot be deleted: %s".formatted(file, e.getMessage()), e);
            }
        }
    }
}
