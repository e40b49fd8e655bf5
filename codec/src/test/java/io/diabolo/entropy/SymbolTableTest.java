package io.diabolo.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.error.CorruptFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SymbolTableTest {

    @Test
    void of_paddedRow_isTheTableWithoutPadding() {
        SymbolTable table = SymbolTable.of("row 3", -1, new int[] {0, 16384, 49152, 65535, 65536, 65536, 65536});

        assertThat(table.count()).isEqualTo(3);
        assertThat(table.cumulative()).containsExactly(0, 16384, 49152, 65535, 65536);
        assertThat(table.bits(-1)).isEqualTo(2);
        assertThat(table.bits(0)).isEqualTo(1);
        assertThat(table.bits(2)).as("rank 0: one bit after the escape").isEqualTo(17);
        assertThat(table.bits(-2)).as("rank 1: three bits after the escape").isEqualTo(19);
    }

    @Test
    void symbolAt_everySlot_isTheOwner() {
        SymbolTable table = SymbolTable.of("row", 0, new int[] {0, 1, 2, 3, 64, 65, 129, 40000, 40001, 65530, 65536});
        for (int slot = 0; slot < SymbolTable.TOTAL; slot++) {
            int symbol = table.symbolAt(slot);
            assertThat(table.start(symbol) <= slot && slot < table.start(symbol + 1))
                    .as("slot %d", slot)
                    .isTrue();
        }
    }

    static Stream<Arguments> brokenRows() {
        return Stream.of(
                Arguments.of(0, new int[] {}),
                Arguments.of(0, new int[] {0, 65536}),
                Arguments.of(0, new int[] {0, 65536, 65536}),
                Arguments.of(0, new int[] {1, 5, 65536}),
                Arguments.of(0, new int[] {0, 5, 5, 65536}),
                Arguments.of(0, new int[] {0, 9, 5, 65536}),
                Arguments.of(0, new int[] {0, -1, 65536}),
                Arguments.of(0, new int[] {0, 5, 65535}),
                Arguments.of(0, new int[] {0, 5, 65537}),
                Arguments.of(0, new int[] {0, 5, 65536, 0}),
                Arguments.of(SymbolTable.MAX_FIRST + 1, new int[] {0, 5, 65536}),
                Arguments.of(Integer.MIN_VALUE, new int[] {0, 5, 65536}));
    }

    @ParameterizedTest
    @MethodSource("brokenRows")
    void of_brokenRow_isRefusedByName(int first, int[] row) {
        assertThatThrownBy(() -> SymbolTable.of("tables.residual[7]", first, row))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("tables.residual[7]");
    }

    @Test
    void fit_impossibleProbabilities_areRefused() {
        assertThatThrownBy(() -> TableFitting.fit(0, new double[0])).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> TableFitting.fit(0, new double[65536])).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> TableFitting.fit(0, new double[] {0.5, Double.NaN}))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> TableFitting.fit(0, new double[] {-0.1})).isInstanceOf(BadInputException.class);
    }

    @Test
    void fit_dyadicProbabilities_areKept() {
        assertThat(TableFitting.fit(0, new double[] {0.5, 0.25, 0.125}).cumulative())
                .containsExactly(0, 32768, 49152, 57344, 65536);
    }

    @Test
    void fit_zeroesAndTooMuch_stillCodesEverything() {
        assertThat(TableFitting.fit(5, new double[] {0, 3, 0}).cumulative())
                .as("one slot for each impossible number and the escape")
                .containsExactly(0, 1, 65534, 65535, 65536);
    }
}
