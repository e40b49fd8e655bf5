package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {

    @Test
    void compare_numbersAndZeros_ordersAsPeopleDo() {
        List<String> ordered = List.of(
                "",
                "0",
                "00",
                "1",
                "a",
                "a0",
                "a00",
                "a0b",
                "a2",
                "a002b",
                "a2b",
                "a10",
                "a99999999999999999998",
                "a99999999999999999999",
                "a100000000000000000000",
                "aa",
                "b/2/10.png",
                "b/10/2.png");
        List<String> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(1));
        shuffled.sort(NaturalOrder.INSTANCE);
        assertThat(shuffled).isEqualTo(ordered);
    }
}
