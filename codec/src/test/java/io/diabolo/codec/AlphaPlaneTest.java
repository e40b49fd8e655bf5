package io.diabolo.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.CorruptFileException;
import java.util.Arrays;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class AlphaPlaneTest {

    /** Worked out by hand from PNG's definitions: a row a filter. */
    private static final byte[] FILTERED = {1, 10, 5, -6, 2, 1, 2, 3, 3, 4, 4, 4, 4, 1, 1, 1, 0, 7, 8, 9};

    private static final byte[] PLANE = {10, 15, 9, 11, 17, 12, 9, 17, 18, 10, 18, 19, 7, 8, 9};

    @Test
    void decompress_everyFilter_isThatOfPng() {
        byte[] deflated = deflated(FILTERED);
        assertThat(AlphaPlane.decompress(deflated, 0, deflated.length, 3, 5)).isEqualTo(PLANE);
    }

    @Property(tries = 200)
    void roundTrip_anyPlane_isExact(
            @ForAll @IntRange(min = 1, max = 40) int width, @ForAll @Size(min = 40, max = 400) byte[] values) {
        int height = values.length / width;
        byte[] plane = Arrays.copyOf(values, width * height);
        byte[] compressed = AlphaPlane.compress(plane, width, height);
        assertThat(AlphaPlane.decompress(compressed, 0, compressed.length, width, height))
                .isEqualTo(plane);
    }

    @Test
    void decompress_anotherSizeOrNoFilter_isRefused() {
        byte[] wrongFilter = FILTERED.clone();
        wrongFilter[4] = 5;
        assertRefused(deflated(wrongFilter), 5, "filter 5");
        assertRefused(deflated(FILTERED), 6, "too early");
        assertRefused(deflated(FILTERED), 4, "does not end");
        assertRefused(new byte[] {1, 2, 3}, 5, "damaged");
        assertRefused(new byte[0], 5, "too early");
    }

    private static void assertRefused(byte[] bytes, int height, String words) {
        assertThatThrownBy(() -> AlphaPlane.decompress(bytes, 0, bytes.length, 3, height))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining(words);
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] out = new byte[200];
        int length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }
}
