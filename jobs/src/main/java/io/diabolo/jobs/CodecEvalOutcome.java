package io.diabolo.jobs;

import io.diabolo.compress.eval.RateComparison;
import io.diabolo.compress.eval.RateCurve;
import io.diabolo.compress.eval.RatePoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of comparing codecs.
 *
 * @param report the document; null for a comparison that was stopped, which leaves nothing
 * @param comparison what was measured; null for one that was stopped
 */
public record CodecEvalOutcome(
        @Nullable String report, @Nullable RateComparison comparison) {

    static CodecEvalOutcome stopped() {
        return new CodecEvalOutcome(null, null);
    }

    /** For a reader. */
    public String text() {
        return comparison == null
                ? "stopped\n"
                : table(comparison) + String.join("\n", remarks()) + "\n" + report + "\n";
    }

    /** What stands below the table, a sentence each; none of a comparison that was stopped. */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (comparison != null) {
            remarks.add("%,d pictures; speeds in megapixels a second".formatted(comparison.pictures()));
            comparison
                    .bdRates()
                    .forEach(rate -> remarks.add(
                            "BD-rate of %s against %s: %s".formatted(rate.coder(), rate.reference(), rate.text())));
            comparison
                    .pngSmaller()
                    .forEach(picture -> remarks.add("%s is smaller as PNG: %,d bytes, coded %,d"
                            .formatted(picture.picture(), picture.pngBytes(), picture.bytes())));
        }
        return remarks;
    }

    /** Every codec at every quality. */
    public static TextTable table(RateComparison comparison) {
        TextTable table = new TextTable(
                1,
                "codec",
                "quality",
                "bits/pixel",
                "PSNR (dB)",
                "MS-SSIM",
                "encode",
                "decode",
                "to file",
                "from file");
        for (RateCurve curve : comparison.curves()) {
            for (RatePoint point : curve.points()) {
                table.row(
                        curve.coder(),
                        "%.0f".formatted(point.setting()),
                        "%.4f".formatted(point.bitsPerPixel()),
                        "%.2f".formatted(point.psnrDb()),
                        "%.4f".formatted(point.msSsim()),
                        "%.1f".formatted(point.speed().encode()),
                        "%.1f".formatted(point.speed().decode()),
                        "%.1f".formatted(point.speed().encodeToFile()),
                        "%.1f".formatted(point.speed().decodeFromFile()));
            }
        }
        return table;
    }
}
