package io.diabolo.train;

import io.diabolo.engine.Device;
import io.diabolo.engine.Precision;
import io.diabolo.json.Json;
import io.diabolo.model.ModelConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * Which kinds of network learn as much with bfloat16 products as with float32: a table of final losses that was measured,
 * is kept with the library, and is measured again by {@code PrecisionParityTest}.
 */
public final class PrecisionParity {

    /** The largest difference of the final losses, as a fraction, that counts as the same. */
    static final double TOLERANCE = 0.01;

    private static final String TABLE = "precision-parity.json";

    private PrecisionParity() {}

    /** The faster precision among those that are known to give the same loss on this network. */
    public static Precision auto(ModelConfig config, Device device) {
        boolean same =
                table().stream().anyMatch(row -> config.kind().equals(row.body() + " " + row.kind()) && row.agrees());
        return same && Precision.bf16IsFast(device) ? Precision.BF16 : Precision.FP32;
    }

    /** The measured table. */
    static List<Row> table() {
        try (InputStream in = Objects.requireNonNull(PrecisionParity.class.getResourceAsStream(TABLE), TABLE)) {
            return List.of(Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), Row[].class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The final validation losses of one kind of network, each the mean of three seeds.
     *
     * @param body as {@link io.diabolo.model.Body#kind()} has it
     * @param kind as {@link io.diabolo.model.bottleneck.BottleneckConfig#kind()} has it
     */
    record Row(String body, String kind, double fp32, double bf16) {

        boolean agrees() {
            return Math.abs(bf16 / fp32 - 1) <= TOLERANCE;
        }
    }
}
