package io.diabolo.reproduce;

import java.util.Map;

/** Figures that others have published, to stand beside ours. */
final class Published {

    /** AUROC in per cent: kNN, VAE, the best of 26 methods for each set; semi-supervised, five seeds. */
    private static final Map<String, String> AD_BENCH = Map.ofEntries(
            Map.entry("annthyroid", "92.8 85.4 97.5"),
            Map.entry("breastw", "99.0 99.2 99.5"),
            Map.entry("campaign", "78.5 77.1 80.9"),
            Map.entry("cardio", "92.0 96.5 96.5"),
            Map.entry("Cardiotocography", "62.1 78.9 79.3"),
            Map.entry("fault", "58.7 55.9 63.9"),
            Map.entry("glass", "92.0 72.5 99.4"),
            Map.entry("landsat", "68.2 54.2 73.2"),
            Map.entry("letter", "35.4 30.2 74.1"),
            Map.entry("Lymphography", "99.9 99.9 100"),
            Map.entry("mnist", "93.8 90.2 94.0"),
            Map.entry("musk", "100 100 100"),
            Map.entry("pendigits", "99.9 94.5 99.9"),
            Map.entry("Pima", "76.9 73.2 81.5"),
            Map.entry("satellite", "82.2 74.1 87.5"),
            Map.entry("satimage-2", "99.7 99.0 99.9"),
            Map.entry("shuttle", "99.9 99.3 100"),
            Map.entry("thyroid", "98.7 98.5 99.0"),
            Map.entry("vowels", "82.2 52.1 88.5"),
            Map.entry("WBC", "99.4 99.2 99.8"));

    private Published() {}

    static String adBench(String name) {
        return AD_BENCH.getOrDefault(name, "-");
    }
}
