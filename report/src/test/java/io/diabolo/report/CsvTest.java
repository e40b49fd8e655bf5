package io.diabolo.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.diabolo.report.Table.Cell;
import io.diabolo.report.Table.Column;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CsvTest {

    @Property(tries = 200)
    void of_lineChart_readsBackToTheSameBits(
            @ForAll @Size(4) List<@DoubleRange(min = -1e100, max = 1e100) Double> numbers) {
        double[] values = numbers.stream().mapToDouble(Double::doubleValue).toArray();
        Series series = new Series("s", values, values, null);
        LineChart chart = new LineChart("t", "x", "y", false, false, List.of(series));
        String[] lines = Csv.of(chart).split("\n");
        assertThat(lines).hasSize(5).startsWith("series,x,y,error");
        for (int i = 0; i < values.length; i++) {
            String[] fields = lines[i + 1].split(",", -1);
            assertThat(Double.parseDouble(fields[1])).isEqualTo(values[i]);
            assertThat(Double.parseDouble(fields[2])).isEqualTo(values[i]);
            assertThat(fields[3]).isEmpty();
        }
    }

    @Test
    void of_chart_quotesNamesAndGivesErrors() {
        assertThat(Csv.of(SampleReport.errors()).lines())
                .hasSize(19)
                .contains("mlp,2,0.0402,0.0021", "PCA,64,0.0107,")
                .contains("\"conv <script>alert(\"\"1\"\")</script> & 'co'\",16,0.0131,0.0012");
    }

    @Test
    void of_scatterChart_namesClasses() {
        ScatterChart chart = new ScatterChart(
                "t",
                "x",
                "y",
                List.of(new ScatterChart.Point(1, -2.5, 1), new ScatterChart.Point(0.1, 3, 0)),
                List.of("a", "b"));
        assertThat(Csv.of(chart)).isEqualTo("class,x,y\nb,1,-2.5\na,0.1,3\n");
    }

    @Test
    void of_table_isExactWhateverIsShown() {
        Table table = new Table(
                "t",
                List.of(Column.text("a, b"), Column.number("time", "s"), Column.number("n", "")),
                List.of(
                        List.of(Cell.of("x\ny"), Cell.of(1.23456789, 1), Cell.of(1_234_567L)),
                        List.of(Cell.of(""), Cell.of(Double.NaN, 2), Cell.of(-3L))));
        assertThat(Csv.of(table)).isEqualTo("\"a, b\",time [s],n\n\"x\ny\",1.23456789,1234567\n,,-3\n");
    }
}
