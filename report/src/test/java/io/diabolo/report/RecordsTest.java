package io.diabolo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.diabolo.report.NetworkDiagram.Group;
import io.diabolo.report.NetworkDiagram.Layer;
import io.diabolo.report.Table.Cell;
import io.diabolo.report.Table.Column;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RecordsTest {

    private static final double[] ONE = {1};

    @Test
    void series_badNumbers_areRefusedByName() {
        refused(() -> new Series("s", ONE, new double[] {1, 2}, null), "y of series s must hold 1 values, held 2");
        refused(
                () -> new Series("s", ONE, new double[] {Double.NaN}, null),
                "y of series s must be within +-1.0E100, was NaN");
        refused(() -> new Series("s", ONE, ONE, new double[] {-1}), "must be 0 or more, was -1.0");
        refused(() -> new Series(" ", ONE, ONE, null), "must not be blank");
        refused(() -> new Series("s", new double[0], new double[0], null), "must have 1 to 100000 points, had 0");
    }

    @Test
    void series_arraysChangedAfterwards_staysTheSame() {
        double[] y = {1};
        Series series = new Series("s", ONE, y, y);
        y[0] = 2;
        assertThat(series.y(0)).isEqualTo(1);
        assertThat(series.error(0)).isEqualTo(1);
    }

    @Test
    void lineChart_zeroOnALogAxis_isRefused() {
        List<Series> series = List.of(new Series("s", new double[] {0}, ONE, null));
        refused(() -> new LineChart("t", "", "", true, false, series), "x of series s must be above 0");
    }

    @Test
    void scatterChart_classWithoutName_isRefused() {
        List<ScatterChart.Point> points = List.of(new ScatterChart.Point(0, 0, 2));
        refused(() -> new ScatterChart("t", "", "", points, List.of("a", "b")), "below the 2 class names");
    }

    @Test
    void table_shortRow_isRefused() {
        List<Column> columns = List.of(Column.text("a"), Column.text("b"));
        refused(() -> new Table("t", columns, List.of(List.of(Cell.of("x")))), "row 0 of table t must hold 2 values");
    }

    @Test
    void imageBlock_otherThanPng_isRefused() {
        refused(() -> new ImageBlock("", "alt", new byte[100], false), "must be a PNG file");
        refused(() -> new ImageBlock("", "alt", new byte[ImageBlock.MAX_BYTES + 1], false), "at most 16777216 bytes");
        ImageBlock image = new ImageBlock("", "alt", SampleReport.png(28, 14), false);
        assertThat(List.of(image.width(), image.height())).containsExactly(28, 14);
    }

    @Test
    void report_noLanguage_isRefused() {
        List<Section> sections = List.of(new Section("s", List.of()));
        refused(() -> new Report("t", "", "no language", sections, ""), "must be a tag such as en, was no language");
        refused(() -> new Report("t", "", "", sections, ""), "must be a tag such as en");
    }

    @Test
    void networkDrawing_heights_areProportionalToTheLogarithm() {
        NetworkDiagram diagram = new NetworkDiagram(
                "t",
                List.of(
                        new Layer(Group.INPUT, "a", "", "", 1023, 0),
                        new Layer(Group.BOTTLENECK, "b", "", "", 31, 0),
                        new Layer(Group.OUTPUT, "c", "", "", 1023, 0)));
        List<Double> heights = Pattern.compile("<rect [^>]* height=\"([0-9.]+)\"")
                .matcher(NetworkDrawing.svg(diagram, Locale.FRENCH))
                .results()
                .map(r -> Double.valueOf(r.group(1)))
                .toList();
        assertThat(heights).containsExactly(190.0, 95.0, 190.0);
    }

    @Test
    void axisScale_logarithmic_countsInDoublingsOrDecadesFromARoundNumber() {
        AxisScale latents = AxisScale.logarithmic(2, 64, true);
        assertThat(latents.label(latents.at(16), Locale.ENGLISH)).isEqualTo("16");
        assertThat(latents.at(64) - latents.at(32)).isEqualTo(1);
        AxisScale errors = AxisScale.logarithmic(.012, .3, false);
        assertThat(errors.label(-1, Locale.FRENCH)).isEqualTo("0,05");
        assertThat(AxisScale.logarithmic(1, 1e6, true).label(3, Locale.ENGLISH)).isEqualTo("1,000");
        assertThat(AxisScale.logarithmic(2, 3, true).isLogarithmic()).isFalse();
    }

    @Test
    void axisScale_linear_labelsAreRoundAndOfTheLanguage() {
        AxisScale tiny = AxisScale.linear(0, 3e-12, false);
        assertThat(tiny.label(tiny.at(1.5e-12), Locale.FRENCH)).isEqualTo("1,5e-12");
        AxisScale some = AxisScale.linear(-0.3, 1200, false);
        assertThat(some.label(some.at(0.1 + 0.2 - 0.3), Locale.ENGLISH)).isEqualTo("0");
        assertThat(some.label(some.at(1150), Locale.ENGLISH)).isEqualTo("1,150");
        assertThat(AxisScale.linear(7, 7, true).max())
                .isGreaterThan(AxisScale.linear(7, 7, true).min());
    }

    private static void refused(Runnable construction, String message) {
        assertThatIllegalArgumentException().isThrownBy(construction::run).withMessageContaining(message);
    }
}
