package io.diabolo.codec;

import io.diabolo.entropy.RansDecoder;
import io.diabolo.entropy.RansEncoder;
import io.diabolo.entropy.SymbolReader;
import io.diabolo.entropy.SymbolTable;
import io.diabolo.entropy.SymbolWriter;
import io.diabolo.entropy.TableFitting;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands for the network in tests: cosine transforms of 8 x 8 blocks, quantised with step 64 * 2^(-level / 21). With a bias,
 * every other tile that is analysed comes out so much brighter and the ones between so much darker.
 */
final class CosineTileCoder implements TileCoder {

    static final String ID = "00112233445566ff";

    private static final int LEVELS = 127;
    private static final int SCALES = 160;
    private static final double[][] COSINES = cosines();
    private static final SymbolTable[] TABLES = tables();

    private final String id;
    private final int bias;
    private final AtomicInteger analysed = new AtomicInteger();

    CosineTileCoder() {
        this(ID, 0);
    }

    CosineTileCoder(String id, int bias) {
        this.id = id;
        this.bias = bias;
    }

    int analysed() {
        return analysed.get();
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
        int sign = analysed.getAndIncrement() % 2 == 0 ? 1 : -1;
        double[] coefficients = new double[3 * padded(width) * padded(height)];
        double[] block = new double[64];
        int at = 0;
        for (int y = 0; y < height; y += 8) {
            for (int x = 0; x < width; x += 8) {
                for (int c = 0; c < 3; c++) {
                    for (int i = 0; i < 64; i++) {
                        int row = Math.min(height - 1, y + i / 8);
                        int column = Math.min(width - 1, x + i % 8);
                        block[i] = (rgb[(row * width + column) * 3 + c] & 0xff) - 128 + sign * bias;
                    }
                    System.arraycopy(transformed(block, false), 0, coefficients, at, 64);
                    at += 64;
                }
            }
        }
        return new Latent() {
            @Override
            public void write(int level, SymbolWriter out) {
                SymbolTable[] tables = tablesOf(level);
                double step = step(level);
                for (int i = 0; i < coefficients.length; i++) {
                    out.write(tables[i % 64], (int) Math.rint(coefficients[i] / step));
                }
            }

            @Override
            public byte[] reconstruct(int level) {
                RansEncoder out = new RansEncoder();
                write(level, out);
                byte[] bytes = out.finish();
                return read(width, height, level, new RansDecoder(bytes, 0, bytes.length));
            }
        };
    }

    @Override
    public byte[] read(int width, int height, int level, SymbolReader in) {
        byte[] rgb = new byte[width * height * 3];
        double[] block = new double[64];
        SymbolTable[] tables = tablesOf(level);
        double step = step(level);
        for (int y = 0; y < height; y += 8) {
            for (int x = 0; x < width; x += 8) {
                for (int c = 0; c < 3; c++) {
                    for (int i = 0; i < 64; i++) {
                        block[i] = in.read(tables[i]) * step;
                    }
                    double[] values = transformed(block, true);
                    for (int i = 0; i < 64; i++) {
                        if (y + i / 8 < height && x + i % 8 < width) {
                            rgb[((y + i / 8) * width + x + i % 8) * 3 + c] =
                                    (byte) Math.min(255, Math.max(0, Math.rint(values[i] + 128)));
                        }
                    }
                }
            }
        }
        return rgb;
    }

    private static int padded(int length) {
        return (length + 7) / 8 * 8;
    }

    private static double step(int level) {
        return 64 * Math.pow(2, -level / 21.0);
    }

    private static SymbolTable[] tablesOf(int level) {
        SymbolTable[] all = new SymbolTable[64];
        for (int i = 0; i < 64; i++) {
            int frequency = i % 8 + i / 8;
            double spread = (frequency == 0 ? 300 : 30.0 / frequency) / step(level);
            all[i] = TABLES[(int) Math.max(0, Math.min(SCALES - 1, 16 * Math.log(spread / 0.1)))];
        }
        return all;
    }

    private static double[] transformed(double[] block, boolean inverse) {
        double[] half = new double[64];
        double[] all = new double[64];
        for (int pass = 0; pass < 2; pass++) {
            double[] from = pass == 0 ? block : half;
            double[] to = pass == 0 ? half : all;
            for (int i = 0; i < 8; i++) {
                for (int k = 0; k < 8; k++) {
                    double sum = 0;
                    for (int n = 0; n < 8; n++) {
                        sum += from[i * 8 + n] * (inverse ? COSINES[n][k] : COSINES[k][n]);
                    }
                    to[k * 8 + i] = sum;
                }
            }
        }
        return all;
    }

    private static double[][] cosines() {
        double[][] all = new double[8][8];
        for (int k = 0; k < 8; k++) {
            for (int n = 0; n < 8; n++) {
                all[k][n] = Math.sqrt(k == 0 ? 0.125 : 0.25) * Math.cos(Math.PI * (n + 0.5) * k / 8);
            }
        }
        return all;
    }

    private static SymbolTable[] tables() {
        SymbolTable[] all = new SymbolTable[SCALES];
        for (int k = 0; k < SCALES; k++) {
            double scale = 0.1 * Math.exp(k / 16.0);
            int reach = (int) Math.min(2000, 2 + 10 * scale);
            double[] probabilities = new double[2 * reach + 1];
            for (int i = -reach; i <= reach; i++) {
                probabilities[i + reach] = sigmoid((i + 0.5) / scale) - sigmoid((i - 0.5) / scale);
            }
            all[k] = TableFitting.fit(-reach, probabilities);
        }
        return all;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
