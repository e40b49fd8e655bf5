package io.diabolo.report;

import java.util.List;
import java.util.Optional;

/**
 * Points of a plane to look at with a pointer: a name and a picture for each, colours for classes that can be hidden, several ways
 * to lay the points out. It is the only block with a script.
 *
 * @param title not blank
 * @param layouts at least one; all have the same points with the same classes
 * @param names of the points
 * @param thumbnails of the points; empty where they have none
 */
public record PointMap(String title, List<ScatterChart> layouts, List<String> names, Optional<Thumbnails> thumbnails)
        implements Block {

    public PointMap {
        Check.text(title, "a map's title");
        layouts = List.copyOf(layouts);
        names = List.copyOf(names);
        Check.notEmpty(layouts, "the layouts of map " + title);
        ScatterChart first = layouts.get(0);
        for (ScatterChart layout : layouts) {
            Check.length(layout.points().size(), names.size(), "layout %s of map %s".formatted(layout.title(), title));
            for (int i = 0; i < names.size(); i++) {
                if (layout.points().get(i).classIndex() != first.points().get(i).classIndex()) {
                    throw new IllegalArgumentException(
                            "point %d of map %s must have one class in all layouts, in %s it has another"
                                    .formatted(i, title, layout.title()));
                }
            }
        }
    }

    /**
     * Small pictures side by side in one PNG file, row by row, without borders.
     *
     * @param columns of the sheet
     * @param width of one, in pixels
     * @param height of one, in pixels
     */
    public record Thumbnails(ImageBlock sheet, int columns, int width, int height) {

        public Thumbnails {
            if (columns < 1 || width < 1 || height < 1 || sheet.width() != columns * width) {
                throw new IllegalArgumentException("a sheet %d pixels wide cannot have %d columns of %d pixels"
                        .formatted(sheet.width(), columns, width));
            }
        }
    }
}
