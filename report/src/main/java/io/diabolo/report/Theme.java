package io.diabolo.report;

import java.awt.Color;
import java.util.List;

/**
 * The colours of a chart on light and on dark ground. A series has the same hue on both; each hue is lighter on dark.
 *
 * @source M. Okabe and K. Ito, "Color Universal Design", 2008, whose palette is told apart by colour-blind eyes; its pale
 *     yellow and black are replaced, and P. Tol's indigo and wine added for ten classes
 */
public enum Theme {
    LIGHT(0xFFFFFF, 0x1F2328, 0xDFE3E8),
    DARK(0x171B21, 0xE6EAF0, 0x363D47);

    private static final List<Integer> SERIES_ON_LIGHT =
            List.of(0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x332288, 0x882255, 0x8A8A1F, 0x555555);
    private static final List<Integer> SERIES_ON_DARK =
            List.of(0x4DA3E0, 0xF0803C, 0x2FC99A, 0xE0A0C4, 0xF5B93D, 0x9AD7F7, 0x9A8CF0, 0xD9729E, 0xD8D86A, 0xBFC4CA);

    private final int ground;
    private final int ink;
    private final int grid;

    Theme(int ground, int ink, int grid) {
        this.ground = ground;
        this.ink = ink;
        this.grid = grid;
    }

    Color ground() {
        return new Color(ground);
    }

    Color ink() {
        return new Color(ink);
    }

    Color grid() {
        return new Color(grid);
    }

    /** The colour of the series at {@code index}; from the eleventh on they come again, with other markers. */
    Color series(int index) {
        List<Integer> series = this == LIGHT ? SERIES_ON_LIGHT : SERIES_ON_DARK;
        return new Color(series.get(index % series.size()));
    }
}
