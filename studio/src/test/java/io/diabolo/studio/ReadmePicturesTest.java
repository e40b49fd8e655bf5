package io.diabolo.studio;

import io.diabolo.engine.Device;
import io.diabolo.jobs.Jobs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Draws the pictures of the studio that README.md shows: by hand, with {@code -Ddiabolo.pictures=true} and {@code DIABOLO_DATA}, as
 * they need Chromium and Fashion-MNIST.
 */
@EnabledIfSystemProperty(named = "diabolo.pictures", matches = "true")
class ReadmePicturesTest {

    private static final Path DOCS = Path.of("..", "docs");

    @TempDir
    Path folder = Path.of("");

    @Test
    void pages_withFashionMnist_areDrawn() throws IOException {
        Path data = Files.createDirectories(folder.resolve("fashion-mnist"));
        try (Stream<Path> files = Files.list(Path.of(System.getenv("DIABOLO_DATA"), "images", "fashion-mnist"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, data.resolve(file.getFileName()));
            }
        }
        try (Studio studio = Studio.start(StudioOptions.of(folder).withPort(0), new Jobs(0, 1, () -> Device.CPU));
                Chromium browser = Chromium.start(
                        Chromium.installed().orElseThrow(), Files.createDirectories(folder.resolve("profile")))) {
            browser.look("en", false, false);
            browser.open(studio.address());
            train(browser);
            latent(browser);
            compress(browser);
        }
    }

    private static void train(Chromium browser) throws IOException {
        browser.page("train");
        browser.await("document.querySelector('form option[value=fashion-mnist]')");
        browser.set("form select", "fashion-mnist");
        browser.set("form > label:nth-of-type(2) select", "conv");
        browser.set("form input[type=number]", "16");
        browser.set("form .pair label:nth-child(2) input", "0.8");
        browser.click("form button.main");
        browser.await("document.querySelectorAll('.samples img').length >= 16");
        browser.await("Number(document.querySelector('.figures').textContent.match(/\\d+/)[0]) > 200");
        browser.await("document.querySelector('h2 .state.done')");
        browser.screenshot(DOCS.resolve("studio-train.png"));
    }

    private static void latent(Chromium browser) throws IOException {
        browser.look("en", true, false);
        browser.page("latent?layout=tsne");
        browser.await("document.querySelector('img.pixel')?.src.startsWith('data:')");
        browser.screenshot(DOCS.resolve("studio-latent.png"));
    }

    private static void compress(Chromium browser) throws IOException {
        browser.look("en", false, false);
        browser.page("compress");
        browser.await("document.querySelector('.figures')");
        browser.set("main input[type=range]", "2");
        browser.await("document.querySelectorAll('.crops figure').length >= 3");
        browser.await("!document.querySelector('.crops .stale')");
        browser.screenshot(DOCS.resolve("studio-compress.png"));
    }
}
