package io.diabolo.spark.examples;

import io.diabolo.linear.Pca;
import io.diabolo.spark.FramePca;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How much of a table's variance its leading principal components have. */
public final class Components {

    private Components() {}

    /** The variance along each component: where it gets small, more numbers say little. */
    public static String variances(Dataset<Row> rows, int count) {
        try (Pca pca = FramePca.fit(rows, count)) {
            return Arrays.stream(pca.variances())
                    .mapToObj(variance -> String.format(Locale.ROOT, "%.3f", variance))
                    .collect(Collectors.joining(", "));
        }
    }
}
