package io.diabolo.spark;

import io.diabolo.image.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A session in this JVM with two threads, and rows: b is twice a with some noise, k follows from the sign of a. */
public final class SparkFixture {

    static final StructType SCHEMA = new StructType()
            .add("a", DataTypes.DoubleType)
            .add("b", DataTypes.FloatType)
            .add("n", DataTypes.IntegerType)
            .add("k", DataTypes.StringType);

    private SparkFixture() {}

    public static SparkSession session() {
        SparkSession session = SparkSession.builder()
                .master("local[2]")
                .appName("tests")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "2")
                .config(
                        "spark.sql.warehouse.dir",
                        Path.of("target", "warehouse").toAbsolutePath().toString())
                .getOrCreate();
        session.sparkContext().setLogLevel("WARN");
        return session;
    }

    public static List<Row> rows(int count, long seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double a = random.nextGaussian();
            rows.add(row(a, (float) (2 * a + 0.1 * random.nextGaussian()), random.nextInt(5), a < 0 ? "low" : "high"));
        }
        return rows;
    }

    static Row row(@Nullable Object... cells) {
        return RowFactory.create(cells);
    }

    public static Dataset<Row> frame(SparkSession session, List<Row> rows) {
        return session.createDataFrame(rows, SCHEMA);
    }

    /** A picture in RGB, another one for each number. */
    static Picture picture(int width, int height, int number) {
        byte[] pixels = new byte[3 * width * height];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / width;
            pixels[i] = (byte)
                    (110 + 60 * Math.sin((i % width + number) / 9.0) + 40 * Math.cos(row * (1 + number % 5) / 7.0));
        }
        return new Picture(3, height, width, pixels);
    }
}
