package io.diabolo.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.jobs.LiveDetectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Every page in a real Chromium, as a user goes through them; skipped with a line where none is installed. */
@SuppressWarnings("NullAway.Init") // made before all tests
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PagesTest {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    @TempDir
    static Path folder = Path.of("");

    private static Studio studio;
    private static Chromium browser;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> program = Chromium.installed();
        assumeTrue(program.isPresent(), "Chromium is not installed: the pages are not driven");
        Path pictures = Files.createDirectories(folder.resolve("shown/pictures"));
        for (int i = 0; i < 12; i++) {
            Files.write(pictures.resolve(i + ".png"), StudioFixture.png(20 + i, 16));
        }
        studio = StudioFixture.studio(folder.resolve("shown"));
        browser = Chromium.start(program.orElseThrow(), Files.createDirectories(folder.resolve("profile")));
        browser.look("en", false, false);
        browser.open(studio.address());
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (studio != null) {
            studio.close();
        }
    }

    private static String text(String selector) {
        return browser.evaluate("document.querySelector(\"%s\").textContent".formatted(selector))
                .asText();
    }

    private static JsonNode box(String selector) {
        return browser.evaluate(
                "(r => ({x: r.x, y: r.y, width: r.width, height: r.height}))((e => (e.scrollIntoView({block: 'center'}), e.getBoundingClientRect()))(document.querySelector(\"%s\")))"
                        .formatted(selector));
    }

    @Test
    @Order(1)
    void token_leavesTheAddress() {
        assertThat(browser.evaluate("location.href").asText()).doesNotContain("token");
        assertThat(browser.evaluate("document.cookie").asText()).isEmpty();
        browser.await("document.querySelector('main .notice')");
        assertThat(text("main .notice")).contains("There is no model yet");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(2)
    void train_fromTheForm_showsCurvesAndSamplesUntilTheModelIsThere() throws IOException {
        browser.page("train");
        browser.await("document.querySelector('form select').value === 'glyphs'");
        browser.set("form input[type=number]", "8");
        browser.set("form .pair label:nth-child(2) input", "0.15");
        browser.click("form button.main");
        browser.await("document.querySelector('.uplot canvas')");
        browser.await("document.querySelectorAll('.samples img').length >= 16");
        browser.await("document.querySelector('h2 .state.done')");
        assertThat(text(".figures")).contains("PCA with as many numbers", "test error (MSE)");
        assertThat(browser.evaluate("location.hash").asText()).contains("job=");
        browser.screenshot(SCREENSHOTS.resolve("train.png"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(3)
    void latent_sliderMoved_decodesAnotherPictureAtOnce() throws IOException {
        browser.page("latent");
        browser.await("document.querySelector('img.pixel')?.src.startsWith('data:')");
        String before =
                browser.evaluate("document.querySelector('img.pixel').src").asText();
        browser.set(".sliders input", "2");
        browser.await("document.querySelector('img.pixel').src !== %s".formatted(quoted(before)));
        JsonNode plane = box(".plane canvas");
        for (int i = 1;
                i < 20
                        && browser.evaluate("document.querySelector('.tip').hidden")
                                .asBoolean();
                i++) {
            browser.move(
                    plane.path("x").asDouble() + plane.path("width").asDouble() * i / 20,
                    plane.path("y").asDouble() + plane.path("height").asDouble() / 2);
        }
        assertThat(browser.evaluate("document.querySelector('.tip').hidden").asBoolean())
                .isFalse();
        browser.screenshot(SCREENSHOTS.resolve("latent.png"));
        browser.click(".hint button.link");
        browser.await("/\\d as dots$/.test(document.querySelector('.plane').previousSibling.textContent)");
        assertThat(browser.evaluate("document.querySelector('.hint button.link')")
                        .isNull())
                .isTrue();
        browser.screenshot(SCREENSHOTS.resolve("latent-dots.png"));
        assertThat(browser.evaluate("location.hash").asText()).contains("point=");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(3)
    void latent_pointsSurrounded_areShownLabelledAndAddedToACode() throws IOException {
        browser.page("latent?layout=tsne");
        browser.await("document.querySelector('img.pixel')?.src.startsWith('data:')");
        browser.click(".plane ~ .stack button");
        JsonNode plane = box(".plane canvas");
        double x = plane.path("x").asDouble();
        double y = plane.path("y").asDouble();
        double width = plane.path("width").asDouble();
        double height = plane.path("height").asDouble();
        browser.surround(x + 5, y + 5, x + width / 2, y + height - 5);
        browser.await("document.querySelectorAll('.sprites canvas').length > 5");
        assertThat(text(".plane ~ .stack [role=status]")).contains("selected");
        browser.set(".plane ~ .stack input[type=text]", "left ones");
        browser.click(".plane ~ .stack .row:nth-child(2) button");
        assertThat(text(".plane ~ .stack [role=status]")).contains("with a label of yours");
        browser.click(".legend button");
        browser.click("details .row button");
        browser.click(".legend button:nth-child(2)");
        browser.click("details .row button:nth-child(2)");
        String before =
                browser.evaluate("document.querySelector('img.pixel').src").asText();
        browser.set("details input[type=range]", "1");
        browser.await("document.querySelector('img.pixel').src !== %s".formatted(quoted(before)));
        browser.click("details:nth-of-type(2) button");
        browser.await("document.querySelectorAll('.manifold img').length === 144");
        browser.evaluate("document.querySelectorAll('main details').forEach((e) => (e.open = true))");
        browser.screenshot(SCREENSHOTS.resolve("surrounded.png"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(4)
    void study_fromTheForm_fillsItsTableAndShowsTheReport() throws IOException {
        browser.page("study");
        browser.await("document.querySelector('form select').value === 'glyphs'");
        browser.set("form .pair input", "2, 4");
        browser.set("form .pair label:nth-child(2) input", "0.1");
        browser.click("form button.main");
        browser.await("document.querySelectorAll('td.number').length === 4");
        browser.await("document.querySelector('iframe.loaded')");
        browser.await("document.querySelector('.uplot canvas')");
        assertThat(text("main table")).contains("mlp", "conv");
        browser.screenshot(SCREENSHOTS.resolve("study.png"));
        browser.page("study?study=study-1");
        browser.await("document.querySelector('iframe.loaded')");
        assertThat(browser.complaints()).isEmpty();
    }

    private static String quoted(String text) {
        return "'" + text + "'";
    }

    @Test
    @Order(4)
    void compress_sliderMoved_changesBytesAndShowsTheOthers() throws IOException {
        browser.page("compress");
        browser.await("document.querySelector('.figures')");
        String before = text(".figures");
        browser.set("main input[type=range]", "7");
        browser.await("document.querySelector('.figures').textContent !== %s".formatted(quoted(before)));
        browser.await("document.querySelectorAll('.crops figure').length >= 3");
        browser.await("!document.querySelector('.crops .stale')");
        assertThat(text(".crops")).contains("original", "Diabolo", "JPEG");
        JsonNode bytes = browser.evaluate(
                "[...document.querySelectorAll('.crops figcaption')].slice(1).map(e => Number(e.childNodes[2].textContent.replace(/\\D/g, '')))");
        assertThat(bytes.path(1).asDouble() / bytes.path(0).asDouble()).isBetween(0.85, 1.15);
        assertThat(browser.evaluate("document.querySelector('.wipe .after').naturalWidth")
                        .asInt())
                .isEqualTo(384);
        browser.screenshot(SCREENSHOTS.resolve("compress.png"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(5)
    void restore_maskPaintedByTheMouse_isRepaired() throws IOException {
        browser.page("restore?task=inpaint");
        browser.await(
                "!document.querySelector('.wipe canvas').hidden && !document.querySelector('button.main').disabled");
        JsonNode canvas = box(".wipe canvas");
        double x = canvas.path("x").asDouble();
        double y = canvas.path("y").asDouble();
        browser.drag(x + 100, y + 100, x + 160, y + 120);
        browser.click("button.main");
        browser.await(
                "document.querySelector('.wipe .after').src.startsWith('blob:') && document.querySelector('.wipe .after').complete");
        assertThat(text("p[role=status]")).contains("384 × 256", "done in");
        double changed = browser.evaluate("""
                (async () => {
                  const draw = async (e) => { await e.decode(); const c = document.createElement('canvas');
                    c.width = 384; c.height = 256; const x = c.getContext('2d'); x.drawImage(e, 0, 0);
                    return x.getImageData(0, 0, 384, 256).data; };
                  const [a, b] = await Promise.all([...document.querySelectorAll('.wipe img')].map(draw));
                  let n = 0; for (let i = 0; i < a.length; i += 4) if (a[i] !== b[i] || a[i + 1] !== b[i + 1]) n++;
                  return n; })()
                """).asDouble();
        assertThat(changed).isBetween(200.0, 2_500.0);
        browser.screenshot(SCREENSHOTS.resolve("restore.png"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(6)
    void pages_inBothLanguagesAndThemesAndNarrow_areWholeAndDoNotScrollSideways() throws IOException {
        Map<String, String> whole = new LinkedHashMap<>();
        whole.put("models", "document.querySelector('article img.thumb')?.complete");
        whole.put(
                "train", "document.querySelector('.uplot') && document.querySelectorAll('.samples img').length >= 16");
        whole.put("latent", "document.querySelector('img.pixel')?.src && document.querySelector('.plane canvas')");
        whole.put(
                "compress",
                "document.querySelectorAll('.crops figure').length >= 3 && !document.querySelector('.stale')");
        whole.put("restore", "document.querySelector('.wipe img').naturalWidth > 0");
        whole.put("study", "document.querySelector('iframe.loaded') && document.querySelector('td.number')");
        whole.put("detect", "document.querySelector('details form')");
        whole.put("data", "document.querySelector('img.sheet')?.complete");
        for (String language : List.of("en", "fr")) {
            for (boolean dark : new boolean[] {false, true}) {
                for (boolean narrow : new boolean[] {false, true}) {
                    browser.look(language, dark, narrow);
                    browser.open(studio.address());
                    for (String name : whole.keySet()) {
                        browser.page(name);
                        browser.await(String.valueOf(whole.get(name)));
                        String look = "%s-%s-%s-%s"
                                .formatted(name, language, dark ? "dark" : "light", narrow ? "narrow" : "wide");
                        assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
                                        .asBoolean())
                                .as(look)
                                .isTrue();
                        assertThat(browser.evaluate("document.documentElement.lang")
                                        .asText())
                                .isEqualTo(language);
                        assertThat(browser.evaluate(
                                                "[...document.querySelectorAll('main input:not([type=file]), main select')].filter(e => !e.labels.length && !e.ariaLabel).length")
                                        .asInt())
                                .as(look + ": fields without a name")
                                .isZero();
                        assertThat(browser.evaluate(
                                                "[...document.querySelectorAll('main img')].filter(e => e.alt === '').length")
                                        .asInt())
                                .as(look + ": pictures without a name")
                                .isZero();
                        browser.screenshot(SCREENSHOTS.resolve(look + ".png"));
                        assertThat(browser.complaints()).as(look).isEmpty();
                    }
                }
            }
        }
    }

    @Test
    @Order(6)
    void detect_fitFromTheForm_isThereToJudgeWith() throws IOException {
        Path shown = folder.resolve("shown");
        StringBuilder normal = new StringBuilder("a,b,c\n");
        for (int i = 0; i < 400; i++) {
            normal.append("%d,%d,%d\n".formatted(i % 50, 2 * (i % 50), (i * 7) % 11));
        }
        Files.writeString(shown.resolve("normal.csv"), normal);
        Files.writeString(shown.resolve("new.csv"), normal + "10,95,4\n");
        browser.look("en", false, false);
        browser.open(studio.address());
        browser.page("detect");
        browser.await("document.querySelector('details[open] form')");
        assertThat(text("main")).contains("There is no detector in the folder yet");
        browser.set("details form select", "normal.csv");
        browser.set("details form input[type=number]", "5");
        browser.click("details form > button.main");
        browser.await("document.querySelector('h2 .state.done')");
        browser.screenshot(SCREENSHOTS.resolve("fit.png"));
        browser.click(".stack .row button");
        browser.await("document.querySelector('form select').value === 'guard-1'");
        assertThat(LiveDetectors.isDetector(shown.resolve("guard-1"))).isTrue();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(8)
    void detect_withADetector_namesTheRowAndTheSliderChangesTheCount() throws IOException {
        browser.page("detect?detector=guard-1&data=new.csv");
        browser.await("document.querySelectorAll('tbody tr').length === 100");
        assertThat(text("tbody td")).isEqualTo("new.csv#402");
        assertThat(text("tbody tr")).contains("expected");
        String few = text(".figures");
        browser.set("main input[type=range]", "-0.7");
        assertThat(text(".figures")).isNotEqualTo(few);
        browser.screenshot(SCREENSHOTS.resolve("detect.png"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(7)
    void data_droppedAsAFolder_isThereWithItsLabels() throws IOException {
        browser.page("data");
        browser.await("document.querySelector('img.sheet')?.complete");
        browser.evaluate("""
                (async () => {
                  const canvas = document.createElement('canvas'); canvas.width = canvas.height = 12;
                  const blob = await new Promise((done) => canvas.toBlob(done));
                  const input = document.querySelector('.drop input[webkitdirectory]');
                  const files = ['a/1', 'a/2', 'a/3', 'b/4', 'b/5'].map((name) => {
                    const file = new File([blob], name.slice(2) + '.png');
                    Object.defineProperty(file, 'webkitRelativePath', { value: 'dropped/' + name + '.png' });
                    return file; });
                  Object.defineProperty(input, 'files', { value: files });
                  input.dispatchEvent(new Event('change')); })()
                """);
        browser.await("document.querySelector('main select').value === 'uploads/dropped'");
        browser.await("document.querySelector('h2')?.textContent === 'dropped'");
        assertThat(text(".many")).contains("a", "3", "b", "2");
        browser.page("data?name=normal.csv");
        browser.await("document.querySelectorAll('td .histogram').length === 3");
        assertThat(browser.evaluate("document.querySelectorAll('td .histogram i').length")
                        .asInt())
                .isEqualTo(3 * 24);
        browser.screenshot(SCREENSHOTS.resolve("data-table.png"));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(7)
    void page_withAnAddressOfItsOwn_bringsTheSameBack() {
        browser.look("en", false, false);
        browser.open(studio.address());
        browser.page("latent");
        browser.await("location.hash.includes('point=')");
        browser.evaluate("location.hash = '#/latent?model=model-1&point=5'");
        browser.await("document.querySelector('img.pixel')?.src.startsWith('data:')");
        assertThat(browser.evaluate("location.hash").asText()).isEqualTo("#/latent?model=model-1&point=5");
        browser.page("compress?quality=2");
        browser.await("document.querySelector('.figures')");
        assertThat(browser.evaluate("document.querySelector('main input[type=range]').value")
                        .asText())
                .isEqualTo("2");
    }

    @Test
    @Order(9)
    void models_deletedAfterTheQuestion_areGone() {
        browser.page("models");
        browser.await("document.querySelector('article details')");
        browser.click("article details summary");
        browser.await("document.querySelectorAll('article tbody tr').length > 4");
        browser.await("document.querySelector('button.danger')");
        browser.click("button.danger");
        browser.await("document.querySelector('dialog[open]')");
        browser.click("dialog button.danger");
        browser.await("![...document.querySelectorAll('article h2')].some((e) => e.textContent === 'model-1')");
        assertThat(folder.resolve("shown/model-1/model.safetensors")).doesNotExist();
    }

    @Test
    @Order(10)
    void page_withoutTheToken_saysWhatToDo() {
        browser.evaluate("sessionStorage.clear()");
        browser.open(studio.origin());
        assertThat(text(".notice")).contains("./diabolo studio");
    }
}
