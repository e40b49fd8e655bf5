package io.diabolo.preprocess;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.diabolo.data.TableColumn;
import io.diabolo.error.BadInputException;
import java.util.List;

/**
 * A category: one value for each level and one for levels that training did not see, {@code (1 or 0 - frequency) / scale}.
 * The scale gives the whole column the variance 1, so that it counts as much as one number.
 *
 * @param name of the column
 * @param levels the names that training saw, at least one
 * @param frequencies of the levels in the training part, each from 0 to 1
 */
@JsonTypeName("category")
public record CategoryCode(String name, List<String> levels, List<Double> frequencies) implements ColumnCode {

    public CategoryCode {
        levels = List.copyOf(levels);
        frequencies = List.copyOf(frequencies);
        if (levels.isEmpty() || levels.size() != frequencies.size()) {
            throw new BadInputException(
                    "column '%s' has %d levels and %d frequencies".formatted(name, levels.size(), frequencies.size()));
        }
    }

    static CategoryCode of(TableColumn column, long[] counts) {
        double total = 0;
        for (long count : counts) {
            total += count;
        }
        double all = Math.max(1, total);
        List<Double> frequencies =
                java.util.Arrays.stream(counts).mapToObj(count -> count / all).toList();
        return new CategoryCode(column.name(), column.levels(), frequencies);
    }

    @Override
    public TableColumn column() {
        return new TableColumn(name, levels);
    }

    @Override
    public int width() {
        return levels.size() + 1;
    }

    @Override
    public void encode(double cell, float[] values, int at) {
        double scale = scale();
        for (int level = 0; level < width(); level++) {
            double frequency = level < levels.size() ? frequencies.get(level) : 0;
            values[at + level] = (float) (((level == (int) cell ? 1 : 0) - frequency) / scale);
        }
    }

    @Override
    public double decode(float[] values, int at) {
        double scale = scale();
        int likeliest = 0;
        for (int level = 1; level < levels.size(); level++) {
            if (values[at + level] * scale + frequencies.get(level)
                    > values[at + likeliest] * scale + frequencies.get(likeliest)) {
                likeliest = level;
            }
        }
        return likeliest;
    }

    private double scale() {
        double variance = 0;
        for (double frequency : frequencies) {
            variance += frequency * (1 - frequency);
        }
        return variance > 0 ? Math.sqrt(variance) : 1;
    }
}
