package io.diabolo.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

    private static final String HTML = HtmlReport.html(SampleReport.english());

    @Test
    void write_sample_isOneFileOfReasonableSize() throws IOException {
        Path folder = Path.of("target", "sample");
        for (String language : List.of("en", "fr")) {
            HtmlReport.write(SampleReport.report(language), folder.resolve("report-" + language + ".html"));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("report-en.html", "report-fr.html");
        }
        assertThat(Files.readString(folder.resolve("report-en.html"))).isEqualTo(HTML);
        assertThat(Files.size(folder.resolve("report-en.html"))).isLessThan(900_000);
    }

    @Test
    void html_sample_asksForNothingFromOutside() {
        assertThat(HTML)
                .doesNotContain("http:", "https:", "//www", "<script", "<link", "@import", "<iframe", " style=")
                .contains("default-src 'none'; img-src data:;");
        assertThat(find("(?:src|href)=\"([^\"]*)\"", HTML))
                .isNotEmpty()
                .allMatch(url -> url.startsWith("data:image/png") || url.startsWith("#"));
        assertThat(find("url\\(([^)]*)\\)", HTML)).allMatch(url -> url.startsWith("#"));
    }

    @Test
    void html_policy_allowsThisVeryStyleSheet() throws Exception {
        String style = find("(?s)<style>(.*?)</style>", HTML).get(0);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));
        assertThat(HTML)
                .contains("style-src 'sha256-%s'".formatted(Base64.getEncoder().encodeToString(hash)));
    }

    @Test
    void html_hostileName_isEscaped() {
        assertThat(HTML)
                .contains("conv &lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39;")
                .doesNotContain("alert(\"1\")");
    }

    @Test
    void html_everyChart_isThereForBothThemes() {
        assertThat(find("class=\"on-light\">(<svg)", HTML)).hasSize(5);
        assertThat(find("class=\"on-dark\">(<svg)", HTML)).hasSize(5);
        assertThat(HTML).contains("@media screen and (prefers-color-scheme: dark)", "@media print");
    }

    @Test
    void html_everySvg_isWellFormed() throws Exception {
        List<String> drawings = find("(?s)(<svg.*?</svg>)", HTML);
        assertThat(drawings).hasSize(12);
        for (String svg : drawings) {
            var root = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();
            assertThat(root.getAttribute("viewBox")).startsWith("0 0 ");
        }
    }

    @Test
    void html_ids_areUniqueAndEveryReferenceHasOne() {
        List<String> ids = find(" id=\"([^\"]*)\"", HTML);
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).containsAll(find("url\\(#([^)]*)\\)", HTML)).containsAll(find("href=\"#([^\"]*)\"", HTML));
    }

    @Test
    void html_pictures_haveAltTextAndSize() {
        assertThat(find("<img([^>]*)>", HTML)).hasSize(1).allSatisfy(img -> assertThat(img)
                .contains("alt=\"Seven rows", "class=\"pixelated\"", "width=\"560\"", "height=\"392\""));
        assertThat(HTML)
                .contains("aria-label=\"Test error against latent size. x: latent size; y: test MSE. mlp, conv");
    }

    @Test
    void html_french_speaksAndCountsFrench() {
        String french = HtmlReport.html(SampleReport.report("fr"));
        assertThat(french)
                .startsWith("<!DOCTYPE html>\n<html lang=\"fr\">")
                .contains("Sommaire", "Réponse", "Goulot", "paramètres", ">0,0402<", ">1\u202f132\u202f028<")
                .doesNotContain(">0.0402<", "Contents");
        assertThat(HTML).contains("Contents", "Answer", "Bottleneck", ">0.0402<", ">1,132,028<", ">–<");
    }

    @Test
    void html_sameReport_isSameBytes() {
        assertThat(HtmlReport.html(SampleReport.english())).isEqualTo(HTML);
    }

    @Test
    void write_nameTakenByFolder_saysSoAndLeavesNothing(@TempDir Path folder) throws IOException {
        Path taken = Files.createDirectory(folder.resolve("report.html"));
        assertThatThrownBy(() -> HtmlReport.write(SampleReport.english(), taken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a folder has that name");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(taken);
        }
    }

    private static List<String> find(String regex, String text) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        return matcher.results().map(r -> r.group(1)).toList();
    }
}
