package io.diabolo.cli;

import io.diabolo.codec.Codec;
import io.diabolo.codec.TileCoder;
import io.diabolo.compress.folder.CodecSource;
import io.diabolo.entropy.SymbolReader;
import io.diabolo.entropy.SymbolTable;
import io.diabolo.entropy.SymbolWriter;
import io.diabolo.entropy.TableFitting;
import io.diabolo.image.Picture;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the network: each sample is rounded to a step of 96 at level 0 to 1.5 at level 126, and its difference to the last
 * one of its channel is coded.
 */
final class TestCodec implements TileCoder {

    static final String ID = "00112233445566ff";

    private static final int LEVELS = 127;
    private static final int REACH = 300;
    private static final List<SymbolTable> TABLES =
            IntStream.range(0, LEVELS).mapToObj(TestCodec::table).toList();

    private final String id;

    private TestCodec(String id) {
        this.id = id;
    }

    /** For codecs that do one thing otherwise. */
    static TileCoder coder() {
        return new TestCodec(ID);
    }

    /** Whatever folder is asked for. */
    static CodecSource codecs() {
        return codecs(ID);
    }

    static CodecSource codecs(String id) {
        return new CodecSource() {
            @Override
            public Codec open(@Nullable Path folder) {
                return Codec.of(new TestCodec(id), folder == null ? "the test" : folder.toString());
            }

            @Override
            public Codec released(String released) {
                return open(null);
            }
        };
    }

    /** Smooth shapes and some noise. */
    static Picture picture(int width, int height) {
        byte[] pixels = new byte[3 * width * height];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            int y = i / width % height;
            int c = i / width / height;
            double wave = Math.sin(x / (9.0 + c)) + Math.cos(y / 13.0 + c) + Math.sin((x + y) / 70.0);
            pixels[i] = (byte) (118 + 36 * wave + random.nextInt(9));
        }
        return new Picture(3, height, width, pixels);
    }

    /** The command line with this codec, as a process. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        System.exit(Main.run(Session.of(out, out), codecs(), arguments));
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int levels() {
        return LEVELS;
    }

    @Override
    public Latent analyse(byte[] rgb, int width, int height) {
        return new Latent() {
            @Override
            public void write(int level, SymbolWriter out) {
                int[] last = new int[3];
                for (int i = 0; i < rgb.length; i++) {
                    int value = (int) Math.round((rgb[i] & 0xff) / step(level));
                    out.write(TABLES.get(level), value - last[i % 3]);
                    last[i % 3] = value;
                }
            }

            @Override
            public byte[] reconstruct(int level) {
                byte[] coded = new byte[rgb.length];
                for (int i = 0; i < rgb.length; i++) {
                    coded[i] = sample(Math.round((rgb[i] & 0xff) / step(level)), level);
                }
                return coded;
            }
        };
    }

    @Override
    public byte[] read(int width, int height, int level, SymbolReader in) {
        byte[] rgb = new byte[3 * width * height];
        int[] last = new int[3];
        for (int i = 0; i < rgb.length; i++) {
            last[i % 3] += in.read(TABLES.get(level));
            rgb[i] = sample(last[i % 3], level);
        }
        return rgb;
    }

    private static byte sample(long value, int level) {
        return (byte) Math.max(0, Math.min(255, Math.round(value * step(level))));
    }

    private static double step(int level) {
        return 96 * Math.pow(2, -level / 21.0);
    }

    private static SymbolTable table(int level) {
        double scale = Math.max(0.3, 6 / step(level));
        return TableFitting.fit(
                -REACH,
                IntStream.rangeClosed(-REACH, REACH)
                        .mapToDouble(d -> Math.exp(-Math.abs(d) / scale))
                        .toArray());
    }
}
