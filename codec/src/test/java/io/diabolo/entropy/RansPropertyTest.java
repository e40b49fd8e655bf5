package io.diabolo.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.error.CorruptFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RansPropertyTest {

    private static final int FAR = 40_000;

    @Property(tries = 300)
    void coding_anyTablesAndOutliers_givesTheSameNumbersBack(
            @ForAll("tables") List<SymbolTable> tables, @ForAll @Size(max = 300) List<Integer> numbers) {
        RansEncoder encoder = new RansEncoder();
        for (int i = 0; i < numbers.size(); i++) {
            encoder.write(tables.get(i % tables.size()), numbers.get(i));
            encoder.writeBits(numbers.get(i) & 0x7f, 7);
        }
        byte[] coded = encoder.finish();

        byte[] padded = new byte[coded.length + 7];
        System.arraycopy(coded, 0, padded, 3, coded.length);
        RansDecoder decoder = new RansDecoder(padded, 3, coded.length);
        for (int i = 0; i < numbers.size(); i++) {
            assertThat(decoder.read(tables.get(i % tables.size()))).isEqualTo(numbers.get(i));
            assertThat(decoder.readBits(7)).isEqualTo(numbers.get(i) & 0x7f);
        }
        decoder.finish();
    }

    @Property(tries = 60)
    void coding_numbersDrawnFromTheTable_takesTheBitsThatTheTableSays(
            @ForAll("tables") List<SymbolTable> tables, @ForAll Random random) {
        SymbolTable table = tables.get(0);
        RansEncoder encoder = new RansEncoder();
        double bits = 0;
        for (int i = 0; i < 20_000; i++) {
            int symbol = table.symbolAt(random.nextInt(SymbolTable.TOTAL));
            int number = symbol < table.count() ? table.first() + symbol : FAR - random.nextInt(2 * FAR);
            bits += table.bits(number);
            encoder.write(table, number);
        }
        assertThat(8.0 * encoder.finish().length).isCloseTo(bits, within(0.001 * bits + 120));
    }

    @Property(tries = 300)
    void decoding_damagedBytes_endsWithWrongNumbersOrTheException(
            @ForAll("tables") List<SymbolTable> tables, @ForAll @Size(max = 200) byte[] garbage) {
        byte[] surrounded = new byte[garbage.length + 64];
        Arrays.fill(surrounded, (byte) 0x55);
        System.arraycopy(garbage, 0, surrounded, 32, garbage.length);
        List<Integer> once = decodeAsFarAsPossible(tables, surrounded, garbage.length);
        Arrays.fill(surrounded, 0, 32, (byte) 0xaa);
        Arrays.fill(surrounded, 32 + garbage.length, surrounded.length, (byte) 0xaa);
        assertThat(decodeAsFarAsPossible(tables, surrounded, garbage.length))
                .as("nothing outside the range has a say")
                .isEqualTo(once);
    }

    @Property(tries = 200)
    void fit_anyProbabilities_isNearlyAsShortAsTheEntropy(
            @ForAll @IntRange(min = 1, max = 3000) int count, @ForAll Random random) {
        double[] probabilities = new double[count];
        double sum = 0;
        double sharpness = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            probabilities[i] = Math.exp(sharpness * random.nextGaussian());
            sum += probabilities[i];
        }
        double entropy = 0;
        for (int i = 0; i < count; i++) {
            probabilities[i] /= sum;
            entropy -= probabilities[i] * Math.log(Math.max(1e-300, probabilities[i])) / Math.log(2);
        }
        SymbolTable table = TableFitting.fit(-7, probabilities);
        double bits = 0;
        for (int i = 0; i < count; i++) {
            bits += probabilities[i] * table.bits(i - 7);
        }
        // Every symbol costs one slot, be it ever so rare.
        double floor = -Math.log(1 - (count + 1.0) / SymbolTable.TOTAL) / Math.log(2);
        assertThat(bits).isBetween(entropy - 1e-9, entropy + 2 * floor + 0.001);
    }

    @Provide
    Arbitrary<List<SymbolTable>> tables() {
        return shapes().list().ofMinSize(1).ofMaxSize(4);
    }

    private static Arbitrary<SymbolTable> shapes() {
        Arbitrary<Integer> firsts = Arbitraries.integers().between(-SymbolTable.MAX_FIRST, SymbolTable.MAX_FIRST);
        Arbitrary<Integer> nearby = Arbitraries.integers().between(-300, 0);
        Arbitrary<SymbolTable> tiny = Arbitraries.integers()
                .between(1, SymbolTable.TOTAL - 1)
                .flatMap(
                        at -> firsts.map(first -> SymbolTable.of("tiny", first, new int[] {0, at, SymbolTable.TOTAL})));
        Arbitrary<SymbolTable> random = Arbitraries.integers()
                .between(1, SymbolTable.TOTAL - 1)
                .set()
                .ofMinSize(1)
                .ofMaxSize(600)
                .flatMap(cuts -> nearby.map(first -> SymbolTable.of(
                        "random",
                        first,
                        cumulative(cuts.stream()
                                .mapToInt(Integer::intValue)
                                .sorted()
                                .toArray()))));
        Arbitrary<SymbolTable> skewed = Arbitraries.integers()
                .between(1, 60)
                .map(count -> TableFitting.fit(
                        -count / 2,
                        java.util.stream.DoubleStream.iterate(0.999, p -> p * 0.001)
                                .limit(count)
                                .toArray()));
        Arbitrary<SymbolTable> uniform = Arbitraries.of(2, 255, 4096, TableFitting.MAX_COUNT)
                .map(count -> TableFitting.fit(-count / 2, filled(count, 1.0 / count)));
        return Arbitraries.oneOf(tiny, random, skewed, uniform);
    }

    private static double[] filled(int count, double value) {
        double[] all = new double[count];
        Arrays.fill(all, value);
        return all;
    }

    private static int[] cumulative(int[] cuts) {
        int[] row = new int[cuts.length + 2];
        System.arraycopy(cuts, 0, row, 1, cuts.length);
        row[row.length - 1] = SymbolTable.TOTAL;
        return row;
    }

    private static List<Integer> decodeAsFarAsPossible(List<SymbolTable> tables, byte[] bytes, int length) {
        List<Integer> numbers = new ArrayList<>();
        try {
            RansDecoder decoder = new RansDecoder(bytes, 32, length);
            for (int i = 0; i < 1000; i++) {
                numbers.add(decoder.read(tables.get(i % tables.size())));
            }
        } catch (CorruptFileException e) {
            assertThat(e.getMessage()).doesNotContain("\n");
        }
        return numbers;
    }
}
