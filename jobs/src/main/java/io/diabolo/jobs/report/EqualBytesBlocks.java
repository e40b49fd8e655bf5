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
record EqualBytesBlocks(List<CropComparison> crops, double bitsPerPixel, Lang lang) {

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
        List<String> titles = new ArrayList<>(List.of(lang.text("original", "original")));
        crops.get(0).coded().forEach(coded -> titles.add(coded.coder()));
        String rate = lang.decimal(bitsPerPixel, bitsPerPixel * 10 % 1 == 0 ? 1 : 2);
        String caption = lang.format(
                "About %s bits per pixel: %s", "Environ %s bits par pixel : %s", rate, String.join(", ", titles));
        blocks.add(files.sheet(
                "equal-bytes-%s".formatted(bitsPerPixel),
                caption,
                caption,
                Sheet.ofRows(rows).withColumnTitles(titles)));
        blocks.add(new Table(
                lang.format("Files of about %s bits per pixel", "Fichiers d'environ %s bits par pixel", rate),
                List.of(
                        Column.text(lang.text("Picture", "Image")),
                        Column.text("Codec"),
                        Column.number(lang.text("Size", "Taille"), lang.text("bytes", "octets")),
                        Column.number("PSNR", "dB"),
                        Column.number("MS-SSIM", "")),
                cells));
    }
}
