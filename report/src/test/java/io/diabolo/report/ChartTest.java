package io.diabolo.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartTest {

    @Test
    void write_chart_makesFourFiles(@TempDir Path folder) throws IOException {
        ChartFiles.write(SampleReport.errors(), folder.resolve("charts"), "errors", Locale.ENGLISH);
        try (Stream<Path> files = Files.list(folder.resolve("charts"))) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("errors.svg", "errors-dark.svg", "errors.png", "errors.csv");
        }
        assertThat(Files.readString(folder.resolve("charts/errors.svg")))
                .isNotEqualTo(Files.readString(folder.resolve("charts/errors-dark.svg")));
    }

    @Test
    void svg_anyChart_isDeterministicAndWellFormed() throws Exception {
        for (Chart chart : List.of(SampleReport.errors(), SampleReport.latentSpace())) {
            for (Theme theme : Theme.values()) {
                String svg = ChartRenderer.svg(chart, theme, Locale.ENGLISH);
                assertThat(ChartRenderer.svg(chart, theme, Locale.ENGLISH)).isEqualTo(svg);
                assertThat(svg).doesNotContainPattern("\\d\\.\\d{3}").doesNotContain("NaN", "Infinity", "<!");
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    @Test
    void svg_themes_haveTheirOwnGroundAndSeriesColours() {
        assertThat(ChartRenderer.svg(SampleReport.errors(), Theme.LIGHT, Locale.ENGLISH))
                .contains("white", "rgb(0,114,178)")
                .doesNotContain("rgb(23,27,33)");
        assertThat(ChartRenderer.svg(SampleReport.errors(), Theme.DARK, Locale.ENGLISH))
                .contains("rgb(23,27,33)", "rgb(77,163,224)")
                .doesNotContain("rgb(0,114,178)");
    }

    @Test
    void png_chart_isDeterministicAndShowsItsSeries() throws IOException {
        byte[] png = ChartRenderer.png(SampleReport.errors(), Locale.ENGLISH);
        assertThat(ChartRenderer.png(SampleReport.errors(), Locale.ENGLISH)).isEqualTo(png);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(1440);
        for (int i = 0; i < 3; i++) {
            int colour = Theme.LIGHT.series(i).getRGB();
            assertThat(IntStream.range(0, image.getWidth() * image.getHeight())
                            .filter(p -> image.getRGB(p % image.getWidth(), p / image.getWidth()) == colour)
                            .count())
                    .isGreaterThan(3000);
        }
    }

    @Test
    void svg_anyRange_hasFourLabelledTicksOnEachAxis() {
        for (double factor : new double[] {1.01, 1.5, 2, 2.9, 3.9, 4.5, 7, 12, 20, 33, 70, 300, 5_000, 3e5, 1e9}) {
            for (double low : new double[] {1, 2, 0.0037, 0.06}) {
                for (boolean logarithmic : new boolean[] {true, false}) {
                    double[] values = {low, low * factor};
                    LineChart chart = new LineChart(
                            "t", "x", "y", logarithmic, logarithmic, List.of(new Series("s", values, values, null)));
                    if (low == Math.rint(low) && low * factor == Math.rint(low * factor) && low * factor < low + 3) {
                        continue; // whole numbers, of which there are no four
                    }
                    assertThat(ticks(chart))
                            .as("from %s to %s, logarithmic %s", low, low * factor, logarithmic)
                            .allMatch(ticks -> ticks >= 4 && ticks <= 11);
                }
            }
        }
        assertThat(ticks(SampleReport.latentSpace())).allMatch(ticks -> ticks >= 4 && ticks <= 11);
    }

    /** How many labelled ticks the horizontal and the vertical axis have. */
    private static List<Integer> ticks(Chart chart) {
        List<String> marks = tickMarks(ChartRenderer.svg(chart, Theme.LIGHT, Locale.ENGLISH));
        double bottom = marks.stream()
                .mapToDouble(mark -> Double.parseDouble(value(mark, "y1")))
                .max()
                .orElseThrow();
        int horizontal = (int) marks.stream()
                .filter(mark -> Double.parseDouble(value(mark, "y1")) == bottom)
                .count();
        return List.of(horizontal, marks.size() - horizontal);
    }

    /** There is one to a labelled tick, of no length. */
    private static List<String> tickMarks(String svg) {
        Matcher group = Pattern.compile("<g[^>]*stroke=\"rgb\\(223,227,232\\)\"[^>]*>(.*?)</g", Pattern.DOTALL)
                .matcher(svg);
        List<String> marks = new ArrayList<>();
        while (group.find()) {
            Matcher line = Pattern.compile("<line[^>]*>").matcher(group.group(1));
            while (line.find()) {
                if (value(line.group(), "x1").equals(value(line.group(), "x2"))
                        && value(line.group(), "y1").equals(value(line.group(), "y2"))) {
                    marks.add(line.group());
                }
            }
        }
        return marks;
    }

    private static String value(String element, String attribute) {
        Matcher matcher = Pattern.compile(attribute + "=\"([^\"]*)\"").matcher(element);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void svg_axes_sayWhetherTheyAreLogarithmic() {
        LineChart chart = SampleReport.errors();
        ChartPainter painter = new ChartPainter(chart, Theme.LIGHT, Locale.ENGLISH, false);
        assertThat(painter.axisTitles()).containsExactly("latent size, log scale", "test MSE, log scale");
        LineChart narrow = new LineChart(
                "t",
                "x",
                "a name that is far too long for a vertical axis",
                false,
                true,
                List.of(new Series("s", new double[] {1, 2}, new double[] {1, 2}, null)));
        assertThat(new ChartPainter(narrow, Theme.LIGHT, Locale.FRENCH, false).axisTitles())
                .satisfiesExactly(
                        x -> assertThat(x).isEqualTo("x, linéaire"),
                        y -> assertThat(y).startsWith("a name").endsWith("..., linéaire"));
        assertThat(new ChartPainter(SampleReport.latentSpace(), Theme.LIGHT, Locale.ENGLISH, false).axisTitles())
                .hasSize(2)
                .allMatch(title -> title.endsWith(", linear"));
    }

    /** Each name is there once in its class's colour, and no two names cover each other. */
    @Test
    void names_ofManyClasses_standOnTheChartAndNotInALegend() {
        List<String> classes =
                IntStream.range(0, 27).mapToObj(i -> "class " + i).toList();
        List<ScatterChart.Point> points = IntStream.range(0, 270)
                .mapToObj(i -> new ScatterChart.Point(Math.cos(i % 27), Math.sin(i % 27), i % 27))
                .toList();
        ScatterChart many = new ScatterChart("t", "x", "y", points, classes);
        ScatterChart few = new ScatterChart(
                "t", "x", "y", points.stream().filter(p -> p.classIndex() < 10).toList(), classes.subList(0, 10));
        assertThat(new ChartPainter(many, Theme.LIGHT, Locale.ENGLISH, false).height())
                .isLessThan(new ChartPainter(few, Theme.LIGHT, Locale.ENGLISH, false).height());
        List<Rectangle2D> places = new ClassNames(many, Theme.LIGHT).places(x -> 200 + 20 * x, y -> 200 + 20 * y);
        assertThat(places).hasSize(27);
        for (int i = 0; i < 27; i++) {
            for (int k = 0; k < i; k++) {
                assertThat(places.get(i).intersects(places.get(k))).isFalse();
            }
        }
    }

    @Test
    void svg_barThatReachesBelowZeroOnALogAxis_endsAtTheAxis() {
        Series series = new Series("wide", new double[] {1, 2, 3}, new double[] {1, 10, 100}, new double[] {0, 20, 0});
        LineChart chart = new LineChart("t", "", "", true, true, List.of(series));
        assertThat(ChartRenderer.svg(chart, Theme.LIGHT, Locale.ENGLISH)).doesNotContain("NaN", "Infinity");
    }

    @Test
    void svg_awkwardInput_isDrawn() {
        for (double[] y : List.of(new double[] {0}, new double[] {5e8}, new double[] {-1e-9})) {
            Series point =
                    new Series("a\nname\tas long as the chart is wide, and then some more of it \u0001", y, y, null);
            LineChart chart = new LineChart("x".repeat(300), "x".repeat(300), "\n", false, false, List.of(point));
            assertThat(ChartRenderer.svg(chart, Theme.LIGHT, Locale.FRENCH)).contains("</svg>");
        }
    }

    /** The chart library, left to itself, never returns from spans below 1e-10. */
    @Property(tries = 60)
    void svg_anyNumbers_areDrawn(
            @ForAll @Size(3) List<@DoubleRange(min = -1e100, max = 1e100) Double> y,
            @ForAll @DoubleRange(min = 0, max = 1e100) double error,
            @ForAll boolean logarithmic) {
        double[] values = y.stream()
                .mapToDouble(Double::doubleValue)
                .map(v -> logarithmic ? Math.abs(v) + 1e-100 : v)
                .toArray();
        double[] tiny =
                DoubleStream.of(values).map(v -> logarithmic ? v : v * 1e-110).toArray();
        Series series = new Series("s", tiny, values, new double[] {error, 0, 1});
        LineChart chart = new LineChart("t", "x", "y", logarithmic, logarithmic, List.of(series));
        assertThat(ChartRenderer.svg(chart, Theme.LIGHT, Locale.ENGLISH)).doesNotContain("NaN", "Infinity", "\u221e");
    }

    @Test
    void svg_mostPoints_staysSmall() {
        List<ScatterChart.Point> points = IntStream.range(0, ScatterChart.MAX_POINTS)
                .mapToObj(i -> new ScatterChart.Point(Math.sin(i), Math.cos(i * 1.7), i % 2))
                .toList();
        ScatterChart chart = new ScatterChart("t", "x", "y", points, List.of("a", "b"));
        assertThat(ChartRenderer.svg(chart, Theme.LIGHT, Locale.ENGLISH).length())
                .isLessThan(1_500_000);
    }
}
