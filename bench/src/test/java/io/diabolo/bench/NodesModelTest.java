package io.diabolo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.diabolo.bench.NodesModel.Way;
import org.junit.jupiter.api.Test;

class NodesModelTest {

    /** A million parameters, 10 ms computing, a nanosecond a byte. */
    private static final NodesModel MODEL = new NodesModel(1_000_000, 0.010, 1e-9);

    @Test
    void networkSeconds_ofSixteenMachines_areThoseOfTheFormulas() {
        // 2 * 15/16 * 4 MB at 1.125 GB/s is 6.667 ms.
        assertThat(MODEL.networkSeconds(Way.RING, 16, 4)).isCloseTo(0.006667 + 30 * 50e-6, within(1e-6));
        assertThat(MODEL.networkSeconds(Way.ALL_TO_ALL, 16, 4)).isCloseTo(0.006667 + 2 * 125e-6, within(1e-6));
        assertThat(MODEL.networkSeconds(Way.RING, 16, 2)).isCloseTo(0.003333 + 30 * 50e-6, within(1e-6));
        // Four levels up and four down, each the whole gradient: 8 * 3.556 ms.
        assertThat(MODEL.networkSeconds(Way.TREE, 16, 4)).isCloseTo(8 * (0.0035556 + 50e-6), within(1e-5));
        assertThat(MODEL.networkSeconds(Way.TREE, 17, 4)).isCloseTo(10 * (0.0035556 + 50e-6), within(1e-5));
    }

    @Test
    void efficiency_isComputingOfAll() {
        double all = 0.010 + MODEL.networkSeconds(Way.ALL_TO_ALL, 4, 4) + 6e-3;
        assertThat(MODEL.efficiency(Way.ALL_TO_ALL, 4, 4)).isCloseTo(0.010 / all, within(1e-9));
    }

    @Test
    void table_hasALineForEachWay() {
        assertThat(MODEL.table().rows()).hasSize(18);
        assertThat(MODEL.table().rows().get(4).subList(0, 3)).containsExactly("4", "ring", "bfloat16");
    }
}
