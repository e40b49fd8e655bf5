package io.diabolo.studio;

import com.fasterxml.jackson.databind.JsonNode;
import io.diabolo.engine.Device;
import io.diabolo.jobs.Jobs;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;

/** Studios and what they are sent. */
final class StudioFixture {

    private StudioFixture() {}

    static Studio studio(Path root) {
        return studio(root, Limits.usual());
    }

    static Studio studio(Path root, Limits limits) {
        return Studio.start(StudioOptions.of(root).withPort(0).withLimits(limits), new Jobs(1, 1, () -> Device.CPU));
    }

    /** A picture with a gradient, as a PNG file. */
    static byte[] png(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, ((255 * x / width) << 16) | ((255 * y / height) << 8) | ((x * y) & 0x7f));
            }
        }
        return file(image, "png");
    }

    static byte[] file(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Trains a small model of the embedded pictures through the API and waits for it; fails where it fails. */
    static JsonNode train(Client client, String name) {
        Client.Answer started = client.post("/api/v1/jobs", """
                {"name": "%s", "wish": {"type": "training", "kind": "mlp", "latent": 4, "steps": 20}}""".formatted(name));
        if (started.status() != 201) {
            throw new AssertionError(started.text());
        }
        String id = started.json().path("job").path("id").asText();
        await(() -> isOver(client, id));
        return client.get("/api/v1/jobs/" + id).json();
    }

    static boolean isOver(Client client, String id) {
        String state = state(client, id);
        return !state.equals("queued") && !state.equals("running");
    }

    static String state(Client client, String id) {
        return client.get("/api/v1/jobs/" + id)
                .json()
                .path("status")
                .path("job")
                .path("state")
                .asText();
    }

    /** Five minutes: a study of seconds takes more than one where other builds have the processors. */
    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 300_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it did not happen within five minutes");
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
