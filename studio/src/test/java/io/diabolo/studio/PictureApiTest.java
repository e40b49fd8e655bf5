package io.diabolo.studio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // made before each test
class PictureApiTest {

    private static final String PICTURES = "/api/v1/pictures";

    @TempDir
    Path folder = Path.of("");

    private Studio studio;
    private Client client;

    @BeforeEach
    void start() {
        Limits limits = Limits.usual().with(new Limits.Uploads(100_000, 2, 120_000, 1 << 20, 100));
        studio = StudioFixture.studio(folder, limits);
        client = new Client(studio);
    }

    @AfterEach
    void stop() {
        studio.close();
    }

    private String sent(int width, int height) {
        Client.Answer answer = client.post(PICTURES, StudioFixture.png(width, height));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("id").asText();
    }

    private BufferedImage picture(String id) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(
                client.get(PICTURES + "/" + id).response().body()));
    }

    @Test
    void picture_thatWasSent_comesBack() throws IOException {
        BufferedImage back = picture(sent(40, 30));
        assertThat(back.getWidth()).isEqualTo(40);
        assertThat(back.getRGB(20, 10) & 0xffffff)
                .isEqualTo(((255 * 20 / 40) << 16) | ((255 * 10 / 30) << 8) | (200 & 0x7f));
    }

    @Test
    void compress_betterQuality_isMoreBytesAndLessError() throws IOException {
        String id = sent(64, 48);
        JsonNode low = client.post(PICTURES + "/" + id + "/compress", "{\"quality\": 2}")
                .json();
        JsonNode high = client.post(PICTURES + "/" + id + "/compress", "{\"quality\": 7}")
                .json();
        assertThat(high.path("bytes").asInt()).isGreaterThan(low.path("bytes").asInt());
        assertThat(high.path("psnr_db").asDouble())
                .isGreaterThan(low.path("psnr_db").asDouble());
        byte[] file = client.get("/api/v1/files/" + high.path("file").asText())
                .response()
                .body();
        assertThat(file).hasSize(high.path("bytes").asInt());

        JsonNode decoded = client.post("/api/v1/files", file).json();
        BufferedImage again = picture(decoded.path("id").asText());
        BufferedImage shown = picture(high.path("picture").asText());
        assertThat(again.getRGB(0, 0, 64, 48, null, 0, 64)).isEqualTo(shown.getRGB(0, 0, 64, 48, null, 0, 64));
    }

    @Test
    void others_haveAboutAsManyBytes() {
        String id = sent(128, 96);
        JsonNode others = client.post(PICTURES + "/" + id + "/others", "{\"bytes\": 3000}")
                .json();
        assertThat(others.path(0).path("codec").asText()).isEqualTo("JPEG");
        assertThat(others.path(0).path("bytes").asInt()).isBetween(2500, 3500);
    }

    @Test
    void restore_eachTask_keepsOrEnlargesTheSize() throws IOException {
        String id = sent(40, 30);
        BufferedImage mask = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        mask.setRGB(10, 10, 0xffffff);
        String maskId = client.post(PICTURES, StudioFixture.file(mask, "png"))
                .json()
                .path("id")
                .asText();
        for (String wish : new String[] {
            "{\"task\": \"denoise\"}",
            "{\"task\": \"denoise\", \"sigma\": 20}",
            "{\"task\": \"deblock\"}",
            "{\"task\": \"upscale\", \"factor\": 3}",
            "{\"task\": \"inpaint\", \"mask\": \"%s\"}".formatted(maskId)
        }) {
            Client.Answer answer = client.post(PICTURES + "/" + id + "/restore", wish);
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            int factor = wish.contains("upscale") ? 3 : 1;
            assertThat(picture(answer.json().path("picture").asText()).getWidth())
                    .isEqualTo(40 * factor);
        }
    }

    @Test
    void inpaint_changesWhatTheMaskHidesAlone() throws IOException {
        String id = sent(40, 30);
        BufferedImage mask = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        mask.setRGB(10, 10, 0xffffff);
        String maskId = client.post(PICTURES, StudioFixture.file(mask, "png"))
                .json()
                .path("id")
                .asText();
        JsonNode answer = client.post(
                        PICTURES + "/" + id + "/restore", "{\"task\": \"inpaint\", \"mask\": \"%s\"}".formatted(maskId))
                .json();
        BufferedImage before = picture(id);
        BufferedImage after = picture(answer.path("picture").asText());
        before.setRGB(10, 10, after.getRGB(10, 10));
        assertThat(after.getRGB(0, 0, 40, 30, null, 0, 40)).isEqualTo(before.getRGB(0, 0, 40, 30, null, 0, 40));
    }

    @Test
    void values_thatBreakARule_areRefusedInOneLine() {
        String id = sent(40, 30);
        assertRefused(client.post(PICTURES + "/" + id + "/compress", "{\"quality\": 9}"), 400, "1 to 8");
        assertRefused(client.post(PICTURES + "/" + id + "/restore", "{\"task\": \"paint\"}"), 400, "paint");
        assertRefused(client.post(PICTURES + "/" + id + "/restore", "{}"), 400, "task");
        assertRefused(
                client.post(PICTURES + "/" + id + "/restore", "{\"task\": \"upscale\", \"factor\": 5}"), 400, "5");
        assertRefused(client.post(PICTURES + "/" + id + "/restore", "{\"task\": \"denoise\", \"mask\": "), 400, "");
        assertRefused(client.post(PICTURES + "/nothing/compress", "{}"), 404, "send it again");
        assertRefused(client.post("/api/v1/files", new byte[] {1, 2, 3}), 422, "");
    }

    private static void assertRefused(Client.Answer answer, int status, String words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.error()).contains(words).doesNotContain("\n").doesNotContain("Exception");
    }

    @Test
    void upload_thatIsTooLarge_isRefusedWhetherItSaysSoOrNot() throws IOException {
        assertRefused(client.post(PICTURES, new byte[100_001]), 413, "100,000 bytes");
        try (Socket socket = client.open()) {
            socket.getOutputStream()
                    .write(
                            "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                                    .formatted(PICTURES, studio.token())
                                    .getBytes(StandardCharsets.US_ASCII));
            byte[] chunk = ("8000\r\n" + "x".repeat(0x8000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            try {
                for (int i = 0; i < 8; i++) {
                    socket.getOutputStream().write(chunk);
                }
            } catch (IOException e) {
                // It need not read what it refuses.
            }
            String answer = new String(socket.getInputStream().readNBytes(40), StandardCharsets.ISO_8859_1);
            assertThat(answer).contains(" 413");
        }
    }

    @Test
    void upload_thatTakesTooLong_isRefused() throws IOException {
        try (Socket socket = client.open()) {
            socket.getOutputStream()
                    .write(
                            "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: 90000\r\nConnection: close\r\n\r\n"
                                    .formatted(PICTURES, studio.token())
                                    .getBytes(StandardCharsets.US_ASCII));
            long end = System.nanoTime() + 6_000_000_000L;
            try {
                while (System.nanoTime() < end && socket.getInputStream().available() == 0) {
                    socket.getOutputStream().write(new byte[100]);
                    Thread.sleep(100);
                }
            } catch (IOException e) {
                // It was cut off.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertThat(System.nanoTime()).isLessThan(end);
        }
        assertThat(client.get("/api/v1/status").status()).isEqualTo(200);
    }

    @Test
    void picture_withTooManyPixels_isRefusedByItsHeader() {
        BufferedImage black = new BufferedImage(400, 301, BufferedImage.TYPE_INT_RGB);
        assertRefused(client.post(PICTURES, StudioFixture.file(black, "png")), 400, "120,000");
        String id = client.post(PICTURES, StudioFixture.file(black.getSubimage(0, 0, 200, 200), "png"))
                .json()
                .path("id")
                .asText();
        assertRefused(
                client.post(PICTURES + "/" + id + "/restore", "{\"task\": \"upscale\", \"factor\": 4}"),
                400,
                "120,000");
    }

    @Test
    void picture_thatIsNone_isRefusedWithoutThePathOfAFile() {
        assertRefused(client.post(PICTURES, new byte[] {1, 2, 3}), 422, "the picture cannot be decoded");
        assertThat(client.post(PICTURES, new byte[] {1, 2, 3}).error())
                .doesNotContain("/")
                .doesNotContain("upload");
        assertRefused(client.post(PICTURES, new byte[0]), 400, "no body");
    }

    @Test
    void sample_isThereWithoutAnyFile() {
        studio.close();
        studio = StudioFixture.studio(folder);
        client = new Client(studio);
        JsonNode sample = client.post(PICTURES + "?name=sample", new byte[0]).json();
        assertThat(sample.path("width").asInt()).isEqualTo(384);
        assertThat(client.get("/api/v1/gallery").json().path("pictures").path(0).asText())
                .isEqualTo("sample");
    }
}
