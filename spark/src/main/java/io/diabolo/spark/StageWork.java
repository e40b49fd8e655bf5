package io.diabolo.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.diabolo.data.TableColumn;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a request makes of rows, by a stage that adds {@link AnomalyDetectorModel#ERROR}. */
interface StageWork {

    /** Whether a row is a picture. */
    boolean takesPictures();

    /** What the model takes of a table. */
    List<TableColumn> columns();

    /** @param pictures the column of their paths, where rows are pictures; else none */
    Dataset<Row> transform(Dataset<Row> rows, String... pictures);

    /** Whether a row that was transformed is abnormal. */
    Column abnormal();

    /** The columns that are written. */
    Column[] result(Dataset<Row> made);

    /** The promised rate; 0 where nothing is judged. */
    double falseAlarms();

    /** Of a code; 0 where there is none. */
    int numbers();

    /** Whether a row that was transformed could not be used. */
    static Column refused() {
        return col(AnomalyDetectorModel.ERROR).isNotNull();
    }

    /** Verdicts. */
    record Detecting(AnomalyDetectorModel detector) implements StageWork {

        @Override
        public boolean takesPictures() {
            return detector.takesPictures();
        }

        @Override
        public List<TableColumn> columns() {
            return detector.columns();
        }

        @Override
        public Dataset<Row> transform(Dataset<Row> rows, String... pictures) {
            return detector.setInputCols(pictures).transform(rows);
        }

        @Override
        public Column abnormal() {
            return col(AnomalyDetectorModel.ABNORMAL);
        }

        @Override
        public Column[] result(Dataset<Row> made) {
            return TableFiles.without(made.schema(), AnomalyDetectorModel.ERROR, FrameColumns.UNREADABLE);
        }

        @Override
        public double falseAlarms() {
            return detector.falseAlarms();
        }

        @Override
        public int numbers() {
            return 0;
        }
    }

    /** Codes, a column a number, as files of text have them, and as tools that know no vectors read them. */
    record Encoding(DiaboloEncoder encoder) implements StageWork {

        private static final String CODES = "_codes";

        /** @param model its folder */
        static Encoding of(String model) {
            return new Encoding(
                    new DiaboloEncoder().setModel(model).setOutputCol(CODES).setErrorCol(AnomalyDetectorModel.ERROR));
        }

        @Override
        public boolean takesPictures() {
            return encoder.takesPictures();
        }

        @Override
        public List<TableColumn> columns() {
            return encoder.columns();
        }

        @Override
        public Dataset<Row> transform(Dataset<Row> rows, String... pictures) {
            return encoder.setInputCols(pictures).transform(rows);
        }

        @Override
        public Column abnormal() {
            return lit(false);
        }

        @Override
        public Column[] result(Dataset<Row> made) {
            List<Column> columns = new ArrayList<>(List.of(
                    TableFiles.without(made.schema(), CODES, AnomalyDetectorModel.ERROR, FrameColumns.UNREADABLE)));
            Column codes = functions.vector_to_array(col(CODES), "float32");
            int numbers = numbers();
            for (int i = 0; i < numbers; i++) {
                columns.add(codes.getItem(i).as("z" + i));
            }
            return columns.toArray(Column[]::new);
        }

        @Override
        public double falseAlarms() {
            return 0;
        }

        @Override
        public int numbers() {
            return encoder.numbers();
        }
    }
}
