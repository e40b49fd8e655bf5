package io.diabolo.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.diabolo.error.BadInputException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {

    private static final DataOptions DEFAULTS = DataOptions.defaults();

    /** Rows that hold their number, of groups of three rows each. */
    private static Source source(int rows, PartSizes parts) {
        SampleShape shape = SampleShape.picture(1, 1, 1);
        FloatDataset.Builder builder = new FloatDataset.Builder(shape, rows);
        for (int row = 0; row < rows; row++) {
            builder.add(new float[] {row}, "rows", row);
        }
        RowIndex index = new RowIndex("numbers", Labels.none(), row -> "g" + row / 3 + "/" + row);
        return new Source(builder.build(index), parts, List.of());
    }

    private static Source source(int rows) {
        return source(rows, new PartSizes(rows, 0, 0));
    }

    private static float[] values(Dataset data) {
        float[] values = new float[data.size()];
        data.gather(PartSizes.range(0, data.size()), values);
        return values;
    }

    private static void assertDealtOnce(LoadedData data, int rows) {
        Set<Float> seen = new HashSet<>();
        for (Dataset part : List.of(data.train(), data.validation(), data.test())) {
            assertThat(part.size()).isPositive();
            for (float value : values(part)) {
                assertThat(seen.add(value)).isTrue();
            }
        }
        assertThat(seen).hasSize(rows);
    }

    @Property(tries = 200)
    void of_anySize_dealsEachRowOnce(@ForAll @IntRange(min = 3, max = 300) int rows, @ForAll long seed) {
        for (SplitRule rule : SplitRule.values()) {
            assertDealtOnce(Split.of(source(rows), DEFAULTS.withSeed(seed).withSplit(rule)), rows);
        }
    }

    @Property(tries = 100)
    void of_groups_neverCutsOne(@ForAll @IntRange(min = 9, max = 200) int rows, @ForAll long seed) {
        LoadedData data = Split.of(source(rows), DEFAULTS.withSeed(seed).withGroupBy(Pattern.compile("^(g\\d+)/")));

        assertDealtOnce(data, rows);
        Set<Integer> groups = new HashSet<>();
        Stream.of(data.train(), data.validation(), data.test()).forEach(part -> {
            Set<Integer> own = new HashSet<>();
            for (float value : values(part)) {
                own.add((int) value / 3);
            }
            assertThat(java.util.Collections.disjoint(groups, own)).isTrue();
            groups.addAll(own);
        });
    }

    @Test
    void of_oneHugeGroup_keepsItForTrainingAndLeavesAGroupForValidation() {
        // Rows 97, 98 and 99 are groups of their own, all others are one.
        LoadedData data = Split.of(source(100), DEFAULTS.withGroupBy(Pattern.compile("/(9[789]|)")));

        assertDealtOnce(data, 100);
        assertThat(data.train().size()).isEqualTo(97);
        assertThat(data.test().size()).isEqualTo(2);
    }

    @Test
    void of_sameSeed_isTheSameAndAnotherIsNot() {
        float[] test = values(Split.of(source(1000), DEFAULTS.withSeed(5)).test());

        assertThat(values(Split.of(source(1000), DEFAULTS.withSeed(5)).test())).isEqualTo(test);
        assertThat(values(Split.of(source(1000), DEFAULTS.withSeed(6)).test())).isNotEqualTo(test);
        // These very rows, on every machine and by every release: published figures depend on them.
        assertThat(Arrays.copyOf(values(Split.of(source(1000), DEFAULTS).test()), 5))
                .containsExactly(7, 16, 18, 28, 41);
    }

    @Test
    void of_random_isEightyTenTen() {
        LoadedData data = Split.of(source(1000), DEFAULTS);

        assertThat(List.of(
                        data.train().size(),
                        data.validation().size(),
                        data.test().size()))
                .containsExactly(800, 100, 100);
    }

    @Test
    void of_ordered_isSeventyTenTwenty() {
        LoadedData data = Split.of(source(100), DEFAULTS.withSplit(SplitRule.ORDERED));

        assertThat(values(data.train())).hasSize(70).endsWith(69);
        assertThat(values(data.validation())).hasSize(10).startsWith(70);
        assertThat(values(data.test())).hasSize(20).startsWith(80);
    }

    @Test
    void of_ownTestFiles_keepsThemUnlessAnotherRuleIsAsked() {
        Source source = source(30, new PartSizes(20, 0, 10));

        assertThat(values(Split.of(source, DEFAULTS).test())).hasSize(10).startsWith(20);
        assertThat(Split.of(source, DEFAULTS).validation().size()).isEqualTo(2);
        assertThat(Split.of(source, DEFAULTS.withSplit(SplitRule.RANDOM)).test().size())
                .isEqualTo(3);
    }

    @Test
    void of_tooFewSamples_isRefused() {
        assertThatThrownBy(() -> Split.of(source(2), DEFAULTS))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("2 samples");
        assertThatThrownBy(() -> Split.of(source(3, new PartSizes(1, 0, 2)), DEFAULTS))
                .isInstanceOf(BadInputException.class);
    }

    @Test
    void of_itemsWithoutGroup_areCounted() {
        assertThatThrownBy(() -> Split.of(source(30), DEFAULTS.withGroupBy(Pattern.compile("g[1-9]"))))
                .isInstanceOf(BadInputException.class)
                .hasMessageContainingAll("3 of 30", "g0/0");
        assertThatThrownBy(() -> Split.of(source(6), DEFAULTS.withGroupBy(Pattern.compile("g\\d"))))
                .isInstanceOf(BadInputException.class)
                .hasMessageContaining("2 groups");
    }

    @Test
    void prepared_limit_keepsTheSharesOfTheParts() {
        Source few = source(100, new PartSizes(80, 0, 20)).prepared(DEFAULTS.withLimit(10));

        assertThat(few.parts()).isEqualTo(new PartSizes(8, 0, 2));
        assertThat(few.all().size()).isEqualTo(10);
        assertThat(values(few.all())).isSorted();
    }
}
