package io.diabolo.jobs.report;

import io.diabolo.compress.eval.CropComparison;
import io.diabolo.image.Picture;
import io.diabolo.image.Sheet;
import io.diabolo.report.Block;
import io.diabolo.report.Table;
import io.diabolo.report.Table.Cell;
import io.diabolo.report.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** Parts of pictures beside the original, as each codec shows them at one rate. */
record EqualBytesBlocks(List<CropComparison> crops, double bitsPerPixel) {

    void addTo(List<Block> blocks, ReportFiles files) {
        if (crops.isEmpty()) {
            return;
        }
        List<List<Picture>> rows = new ArrayList<>();
        List<List<Cell>> cells = new ArrayList<>();
        for (CropComparison crop : crops) {
            List<Picture> row = new ArrayList<>(List.of(crop.original()));
            for (CropComparison.Coded coded : crop.coded()) {
                row.add(coded.crop());
                cells.add(List.of(
                        Cell.of(crop.picture()),
                        Cell.of(coded.coder()),
                        Cell.of(coded.bytes()),
                        Cell.of(coded.fidelity().psnrDb(), 2),
                        Cell.of(coded.fidelity().msSsim(), 4)));
            }
            rows.add(row);
        }
        List<String> titles = new ArrayList<>(List.of("original"));
        crops.get(0).coded().forEach(coded -> titles.add(coded.coder()));
        String caption = "About %s bits per pixel: %s".formatted(bitsPerPixel, String.join(", ", titles));
        blocks.add(files.sheet(
                "equal-bytes-%s".formatted(bitsPerPixel),
                caption,
                caption,
                Sheet.ofRows(rows).withColumnTitles(titles)));
        blocks.add(new Table(
                "Files of about %s bits per pixel".formatted(bitsPerPixel),
                List.of(
                        Column.text("Picture"),
                        Column.text("Codec"),
                        Column.number("Size", "bytes"),
                        Column.number("PSNR", "dB"),
                        Column.number("MS-SSIM", "")),
                cells));
    }
}
