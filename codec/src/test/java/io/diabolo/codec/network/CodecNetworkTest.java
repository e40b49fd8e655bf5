package io.diabolo.codec.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.entropy.SymbolReader;
import io.diabolo.entropy.SymbolTable;
import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import io.diabolo.runtime.FeatureMap;
import io.diabolo.runtime.Kernel;
import io.diabolo.runtime.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodecNetworkTest {

    private static final int[][] TILES = {{1, 1}, {17, 33}, {16, 16}, {50, 5}, {130, 70}};

    @TempDir
    Path folder = Path.of("");

    @Test
    void readLatent_whatWriteLatentWrote_givesTheSameLatentAndPixels() throws IOException {
        CodecNetwork network = load(Kernel.fastest());
        try (Workers workers = Workers.of(2)) {
            for (int[] tile : TILES) {
                FeatureMap y = network.analyse(pixels(tile[0], tile[1]), tile[0], tile[1], workers);
                for (int level = 0; level < 3; level++) {
                    List<Symbol> symbols = new ArrayList<>();
                    FeatureMap written =
                            network.writeLatent(y, level, (table, v) -> symbols.add(new Symbol(table, v)), workers);
                    FeatureMap read = network.readLatent(tile[0], tile[1], new Replay(symbols), workers);
                    assertThat(bits(read)).isEqualTo(bits(written));
                    assertThat(network.synthesise(read, level, tile[0], tile[1], workers))
                            .isEqualTo(network.synthesise(written, level, tile[0], tile[1], workers))
                            .hasSize(tile[0] * tile[1] * 3);
                }
            }
        }
    }

    @Test
    void everyKernelAndNumberOfThreads_givesTheSameBits() throws IOException {
        List<Kernel> kernels = List.of(Kernel.scalar(), Kernel.vector().orElseThrow());
        Set<List<Integer>> results = new HashSet<>();
        for (Kernel kernel : kernels) {
            CodecNetwork network = load(kernel);
            for (int threads = 1; threads <= 3; threads++) {
                try (Workers workers = Workers.of(threads)) {
                    results.add(run(network, 130, 70, workers));
                }
            }
        }
        assertThat(results).hasSize(1);
        // Frozen: a change of these numbers changes every file that was ever written.
        assertThat(results.iterator().next()).isEqualTo(GOLDEN);
    }

    @Test
    void writeLatent_randomCodec_keepsEveryNetworkBusy() throws IOException {
        CodecNetwork network = load(Kernel.fastest());
        List<Symbol> symbols = new ArrayList<>();
        try (Workers workers = Workers.of(1)) {
            FeatureMap y = network.analyse(pixels(130, 70), 130, 70, workers);
            FeatureMap yHat = network.writeLatent(y, 1, (table, v) -> symbols.add(new Symbol(table, v)), workers);
            byte[] pixels = network.synthesise(yHat, 1, 130, 70, workers);
            assertThat(symbols.size()).isBetween(5 * 9 * 6, 5 * 9 * 12 + 2 * 3 * 4);
            assertThat(symbols.stream().map(Symbol::value).distinct().count()).isGreaterThan(20);
            assertThat(symbols.stream().map(Symbol::table).distinct().count()).isGreaterThan(10);
            Set<Byte> values = new HashSet<>();
            for (byte value : pixels) {
                values.add(value);
            }
            assertThat(values.size()).isGreaterThan(100);
        }
    }

    @Test
    void writeLatent_withTheSideInformationOfAnother_isReadAgain() throws IOException {
        CodecNetwork network = load(Kernel.fastest());
        try (Workers workers = Workers.of(1)) {
            FeatureMap described = network.analyse(pixels(130, 70), 130, 70, workers);
            float[] moved = described.values().clone();
            for (int i = 0; i < moved.length; i += 3) {
                moved[i] *= 0.9f;
            }
            FeatureMap y = new FeatureMap(described.height(), described.width(), described.channels(), moved);
            List<Integer> values = new ArrayList<>();
            FeatureMap yHat = network.writeLatent(described, y, 1, (table, value) -> values.add(value), workers);
            List<Integer> plain = new ArrayList<>();
            network.writeLatent(described, 1, (table, value) -> plain.add(value), workers);
            int side = 2 * 3 * RandomCodec.TINY.hyper();
            assertThat(values.subList(0, side)).isEqualTo(plain.subList(0, side));
            assertThat(values).isNotEqualTo(plain);
            Iterator<Integer> next = values.iterator();
            assertThat(network.readLatent(130, 70, table -> next.next(), workers)
                            .values())
                    .isEqualTo(yHat.values());
            assertThatThrownBy(() -> network.writeLatent(
                            described, FeatureMap.zeros(1, 2, described.channels()), 1, (table, v) -> {}, workers))
                    .isInstanceOf(BadInputException.class);
        }
    }

    @Test
    void analyse_tileOfAnotherSize_isRefused() throws IOException {
        CodecNetwork network = load(Kernel.scalar());
        try (Workers workers = Workers.of(1)) {
            assertThatThrownBy(() -> network.analyse(new byte[5], 1, 2, workers))
                    .isInstanceOf(BadInputException.class)
                    .hasMessageContaining("must have 6 bytes, has 5");
            assertThatThrownBy(() -> network.readLatent(1 << 20, 1, table -> 0, workers))
                    .isInstanceOf(BadInputException.class);
            FeatureMap y = network.analyse(new byte[3], 1, 1, workers);
            assertThatThrownBy(() -> network.writeLatent(y, 3, (table, v) -> {}, workers))
                    .isInstanceOf(BadInputException.class)
                    .hasMessage("level must be 0 to 2, was 3; correct it");
            assertThatThrownBy(() -> network.synthesise(y, 0, 17, 1, workers)).isInstanceOf(BadInputException.class);
        }
    }

    @Test
    void readLatent_symbolsThatNoWriterWrites_areCorrupt() throws IOException {
        CodecNetwork network = load(Kernel.scalar());
        try (Workers workers = Workers.of(1)) {
            assertThatThrownBy(() -> network.readLatent(16, 16, table -> 64, workers))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining("is 64, must be within +-63");
            // The largest of all allowed numbers must decode to something.
            FeatureMap loud = network.readLatent(16, 16, table -> -63, workers);
            assertThat(network.synthesise(loud, 0, 16, 16, workers)).hasSize(768);
        }
    }

    @Test
    void splitAndJoin_anyPixels_returnThem() {
        try (Workers workers = Workers.of(2)) {
            for (int k : new int[] {4, 16}) {
                byte[] rgb = pixels(37, 21);
                FeatureMap map = PixelBlocks.split(rgb, 37, 21, k, workers);
                FeatureMap nothing = FeatureMap.zeros(map.height(), map.width(), map.channels());
                assertThat(List.of(map.height() * k, map.width() * k)).containsExactly(32, 48);
                assertThat(PixelBlocks.join(map, nothing, k, 37, 21, workers)).isEqualTo(rgb);
                // Green of pixel (row 5, column 6), and the repeated corner.
                float green = map.values()[map.at(5 / k, 6 / k) + k * k + 5 % k * k + 6 % k];
                assertThat(green).isEqualTo((rgb[(5 * 37 + 6) * 3 + 1] & 0xff) / 255f - 0.5f);
                assertThat(map.values()[map.values().length - 1]).isEqualTo((rgb[rgb.length - 1] & 0xff) / 255f - 0.5f);
            }
        }
    }

    private CodecNetwork load(Kernel kernel) throws IOException {
        return CodecNetwork.load("tiny", new RandomCodec(RandomCodec.TINY).bytes(folder), kernel);
    }

    private static List<Integer> run(CodecNetwork network, int width, int height, Workers workers) {
        List<Integer> values = new ArrayList<>();
        FeatureMap y = network.analyse(pixels(width, height), width, height, workers);
        FeatureMap yHat = network.writeLatent(y, 1, (table, value) -> values.add(value), workers);
        byte[] pixels = network.synthesise(yHat, 1, width, height, workers);
        return List.of(
                Arrays.hashCode(bits(y)), values.hashCode(), Arrays.hashCode(bits(yHat)), Arrays.hashCode(pixels));
    }

    /** Smooth, so that the branches do not only see noise. */
    private static byte[] pixels(int width, int height) {
        byte[] rgb = new byte[width * height * 3];
        Random random = new Random(5);
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % width;
            int y = i / 3 / width;
            rgb[i] = (byte) (x * (1 + i % 3) + y * 2 + random.nextInt(16));
        }
        return rgb;
    }

    private static int[] bits(FeatureMap map) {
        int[] bits = new int[map.values().length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(map.values()[i]));
        return bits;
    }

    private static final List<Integer> GOLDEN = List.of(-1_621_611_731, 60_205_072, -1_812_769_045, 799_472_598);

    private record Symbol(SymbolTable table, int value) {}

    /** Gives the symbols back, and insists on being asked with the same tables. */
    private static final class Replay implements SymbolReader {

        private final List<Symbol> symbols;
        private int next;

        Replay(List<Symbol> symbols) {
            this.symbols = symbols;
        }

        @Override
        public int read(SymbolTable table) {
            Symbol symbol = Objects.requireNonNull(symbols.get(next++));
            assertThat(table).isSameAs(symbol.table);
            return symbol.value;
        }
    }
}
