package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import io.diabolo.image.Picture;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatasetTest {

    private static ByteDataset pictures(int... values) {
        List<Picture> pictures = java.util.Arrays.stream(values)
                .mapToObj(value -> new Picture(1, 1, 2, new byte[] {(byte) value, 1}))
                .toList();
        return ByteDataset.of("mine", pictures);
    }

    @Test
    void byteDataset_inSeveralChunks_findsEachRow() {
        // 16 MiB a sample: four rows a chunk.
        SampleShape shape = SampleShape.picture(1, 4096, 4096);
        ByteDataset.Builder builder = new ByteDataset.Builder(shape, 6);
        byte[] sample = new byte[shape.elements()];
        for (int row = 0; row < 6; row++) {
            sample[shape.elements() - 1] = (byte) row;
            builder.add(sample);
        }
        ByteDataset data = builder.build(RowIndex.numbered("large", Labels.none()));

        assertThat(TestFiles.sample(data, 5)[shape.elements() - 1]).isEqualTo((byte) 5);
        assertThat(TestFiles.sample(data, 3)[shape.elements() - 1]).isEqualTo((byte) 3);
    }

    @Test
    void of_unequalOrNoPictures_isRefused() {
        List<Picture> unequal = List.of(new Picture(1, 1, 1, new byte[1]), new Picture(1, 1, 2, new byte[2]));

        assertThatThrownBy(() -> ByteDataset.of("mine", unequal)).isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> ByteDataset.of("mine", List.of())).isInstanceOf(BadInputException.class);
        SampleShape two = SampleShape.picture(1, 1, 2);
        assertThatThrownBy(() -> FloatDataset.of("mine", two, new float[][] {{1}}))
                .isInstanceOf(BadInputException.class);
        assertThatThrownBy(() -> FloatDataset.of("mine", two, new float[][] {{1, 2}, {1, Float.NaN}}))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("row 1");
    }

    @Test
    void subset_ofASubset_translatesRows() {
        RowSubset inner = RowSubset.of(RowSubset.of(pictures(10, 20, 30, 40), 3, 1, 0), 1, 0);

        assertThat(inner.size()).isEqualTo(2);
        assertThat(TestFiles.sample(inner, 0)).containsExactly(20, 1);
        assertThat(inner.itemName(1)).isEqualTo("mine#3");
        assertThatThrownBy(() -> RowSubset.of(inner, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> RowSubset.of(inner)).isInstanceOf(BadInputException.class);
    }

    @Test
    void hash_dependsOnSamplesAndTheirOrderOnly() {
        String hash = pictures(1, 2).hash();

        assertThat(hash).matches("[0-9a-f]{64}").isEqualTo(pictures(1, 2).hash());
        assertThat(pictures(2, 1).hash()).isNotEqualTo(hash);
        assertThat(pictures(1, 3).hash()).isNotEqualTo(hash);
        assertThat(RowSubset.of(pictures(5, 1, 2), 1, 2).hash()).isEqualTo(hash);
    }
}
