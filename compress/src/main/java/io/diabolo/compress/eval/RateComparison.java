package io.diabolo.compress.eval;

import java.util.List;
import java.util.Optional;

/**
 * Codecs beside each other on the same pictures.
 *
 * @param pictures how many
 * @param curves one a codec
 * @param bdRates of each codec against JPEG; empty where JPEG is not among them
 * @param pngSmaller pictures that take less as PNG, without any loss, than with the first codec at its best quality
 * @param results of each picture
 */
public record RateComparison(
        int pictures,
        List<RateCurve> curves,
        List<BdRate> bdRates,
        List<PngSmaller> pngSmaller,
        List<PictureResult> results) {

    /** The codec that others are measured against. */
    public static final String REFERENCE = "JPEG";

    public RateComparison {
        curves = List.copyOf(curves);
        bdRates = List.copyOf(bdRates);
        pngSmaller = List.copyOf(pngSmaller);
        results = List.copyOf(results);
    }

    /** The figure of a codec against JPEG; empty where it has none. */
    public Optional<BdRate> bdRate(String coder) {
        return bdRates.stream().filter(rate -> rate.coder().equals(coder)).findFirst();
    }

    /**
     * A picture that is better kept as PNG.
     *
     * @param bytes with the codec
     * @param pngBytes as PNG
     */
    public record PngSmaller(String picture, long bytes, long pngBytes) {}
}
