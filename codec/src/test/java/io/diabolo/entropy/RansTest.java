package io.diabolo.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.CorruptFileException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RansTest {

    private static final SymbolTable TABLE =
            SymbolTable.of("t", -2, new int[] {0, 100, 9000, 60000, 65000, 65500, 65536});

    @Test
    void coding_extremeNumbers_givesThemBack() {
        int[] numbers = {0, 3, -3, 32767, -32768, 32768, Integer.MAX_VALUE, Integer.MIN_VALUE, 2, -2};
        SymbolTable[] tables = {
            TABLE,
            SymbolTable.of("low", -SymbolTable.MAX_FIRST, new int[] {0, 65535, 65536}),
            SymbolTable.of("high", SymbolTable.MAX_FIRST, new int[] {0, 1, 65536})
        };
        RansEncoder encoder = new RansEncoder();
        for (SymbolTable table : tables) {
            Arrays.stream(numbers).forEach(number -> encoder.write(table, number));
        }
        byte[] coded = encoder.finish();
        RansDecoder decoder = new RansDecoder(coded, 0, coded.length);
        for (SymbolTable table : tables) {
            assertThat(numbers)
                    .containsExactly(
                            Arrays.stream(numbers).map(n -> decoder.read(table)).toArray());
        }
        decoder.finish();
    }

    @Test
    void finish_knownNumbers_isTheseBytes() {
        RansEncoder encoder = new RansEncoder();
        for (int number : new int[] {0, 0, 1, -1, 0, 2, 5, 0, -2, 7}) {
            encoder.write(TABLE, number);
        }
        encoder.writeBits(0x2a5, 10);
        assertThat(HexFormat.of().formatHex(encoder.finish()))
                .as("files are for ever: this must never change")
                .isEqualTo("424b3fbf02554b153506e14500804029");
        assertThat(encoder.finish()).as("empty again").hasSize(RansEncoder.MIN_BYTES);
    }

    @Test
    void decoder_tooFewOrTooManyBytes_saysSo() {
        RansEncoder encoder = new RansEncoder();
        for (int i = 0; i < 100; i++) {
            encoder.write(TABLE, i % 5 - 2);
        }
        byte[] coded = encoder.finish();
        assertThatThrownBy(() -> readAll(Arrays.copyOf(coded, coded.length - 2)))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("cut off");
        assertThatThrownBy(() -> readAll(Arrays.copyOf(coded, coded.length + 1)))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("do not end");
        assertThatThrownBy(() -> readAll(new byte[9]))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("9 bytes");
    }

    private static void readAll(byte[] bytes) {
        RansDecoder decoder = new RansDecoder(bytes, 0, bytes.length);
        for (int i = 0; i < 100; i++) {
            int unused = decoder.read(TABLE);
        }
        decoder.finish();
    }
}
