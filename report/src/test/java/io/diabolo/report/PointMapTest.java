package io.diabolo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PointMapTest {

    private static final List<String> CLASSES = List.of("cat", "<dog>");

    private static ScatterChart layout(String title, double shift) {
        return new ScatterChart(
                title,
                "",
                "",
                List.of(new ScatterChart.Point(1.5 + shift, -2, 0), new ScatterChart.Point(0.25, 3, 1)),
                CLASSES);
    }

    private static String html(String language) {
        PointMap map = new PointMap(
                "two points",
                List.of(layout("PCA", 0), layout("t-SNE", 1)),
                List.of("a", "b<script>"),
                Optional.empty());
        return HtmlReport.html(new Report("Map", "", language, List.of(new Section("The map", List.of(map))), ""));
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    @Test
    void html_ofAMap_allowsThisVeryScriptAndNoOther() throws Exception {
        String html = html("en");
        String script = find("<script>(.*?)</script>", html);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
        assertThat(html)
                .contains(
                        "script-src 'sha256-%s';".formatted(Base64.getEncoder().encodeToString(hash)))
                .contains("b&lt;script&gt;", "&lt;dog&gt;")
                .doesNotContain(" style=", "http:", "https:");
    }

    @Test
    void html_ofAMap_carriesItsPointsAndClasses() {
        String html = html("en");
        ByteBuffer points = ByteBuffer.wrap(Base64.getDecoder().decode(find("data-points=\"([^\"]*)\">PCA", html)))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new float[] {points.getFloat(), points.getFloat(), points.getFloat(), points.getFloat()})
                .containsExactly(1.5f, -2, 0.25f, 3);
        assertThat(points.hasRemaining()).isFalse();
        ByteBuffer classes = ByteBuffer.wrap(Base64.getDecoder().decode(find("data-classes=\"([^\"]*)\"", html)))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new short[] {classes.getShort(), classes.getShort()}).containsExactly((short) 0, (short) 1);
    }

    @Test
    void html_ofAFrenchMap_isFrench() {
        assertThat(html("fr"))
                .contains("Pointez un point", "Cette carte demande JavaScript")
                .doesNotContain("Point at");
    }

    @Test
    void map_layoutsThatDiffer_areRefused() {
        ScatterChart other = new ScatterChart(
                "other", "", "", List.of(new ScatterChart.Point(1, 1, 1), new ScatterChart.Point(0, 0, 1)), CLASSES);
        assertThatThrownBy(
                        () -> new PointMap("m", List.of(layout("PCA", 0), other), List.of("a", "b"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("point 0");
        assertThatThrownBy(() -> new PointMap("m", List.of(layout("PCA", 0)), List.of("a"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PointMap("m", List.of(), List.of(), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
