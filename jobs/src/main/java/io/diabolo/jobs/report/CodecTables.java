package io.diabolo.jobs.report;

import io.diabolo.compress.eval.RateComparison;
import io.diabolo.compress.eval.RateComparison.PngSmaller;
import io.diabolo.compress.eval.RateCurve;
import io.diabolo.compress.eval.RatePoint;
import io.diabolo.report.Table;
import io.diabolo.report.Table.Cell;
import io.diabolo.report.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** The numbers of codecs beside each other. */
record CodecTables(RateComparison comparison, Lang lang) {

    /** A row a codec and quality. */
    Table rates() {
        List<List<Cell>> rows = new ArrayList<>();
        for (RateCurve curve : comparison.curves()) {
            for (RatePoint point : curve.points()) {
                rows.add(List.of(
                        Cell.of(curve.coder()),
                        Cell.of(point.setting(), 0),
                        Cell.of(point.bitsPerPixel(), 4),
                        Cell.of(point.psnrDb(), 2),
                        Cell.of(point.msSsim(), 4),
                        Cell.of(point.speed().encode(), 1),
                        Cell.of(point.speed().decode(), 1),
                        Cell.of(point.speed().encodeToFile(), 1),
                        Cell.of(point.speed().decodeFromFile(), 1)));
            }
        }
        return new Table(
                lang.text("Every codec at every quality", "Chaque codec à chaque qualité"),
                List.of(
                        Column.text("Codec"),
                        Column.number(lang.text("Quality", "Qualité"), ""),
                        Column.number(lang.text("Rate", "Débit"), "bit/pixel"),
                        Column.number("PSNR", "dB"),
                        Column.number("MS-SSIM", ""),
                        Column.number(lang.text("Encode", "Coder"), "MP/s"),
                        Column.number(lang.text("Decode", "Décoder"), "MP/s"),
                        Column.number(lang.text("To file", "Vers un fichier"), "MP/s"),
                        Column.number(lang.text("From file", "D'un fichier"), "MP/s")),
                rows);
    }

    /** A row a picture, codec and quality, for programs: in English whatever the report's language. */
    Table pictures() {
        return new Table(
                "Every picture",
                List.of(
                        Column.text("picture"),
                        Column.text("codec"),
                        Column.number("quality", ""),
                        Column.number("pixels", ""),
                        Column.number("bytes", ""),
                        Column.number("bits_per_pixel", ""),
                        Column.number("psnr_db", ""),
                        Column.number("ms_ssim", ""),
                        Column.number("encode_seconds", ""),
                        Column.number("decode_seconds", "")),
                comparison.results().stream()
                        .map(result -> List.of(
                                Cell.of(result.picture()),
                                Cell.of(result.coder()),
                                Cell.of(result.setting(), 0),
                                Cell.of(result.pixels()),
                                Cell.of(result.bytes()),
                                Cell.of(result.bitsPerPixel(), 0),
                                Cell.of(result.fidelity().psnrDb(), 0),
                                Cell.of(result.fidelity().msSsim(), 0),
                                Cell.of(result.seconds().encode(), 0),
                                Cell.of(result.seconds().decode(), 0)))
                        .toList());
    }

    /** @param codec the one that makes larger files of these than PNG */
    Table smallerAsPng(String codec) {
        return new Table(
                lang.text("Better kept as PNG", "Mieux vaut les garder en PNG"),
                List.of(
                        Column.text(lang.text("Picture", "Image")),
                        Column.number(codec, lang.text("bytes", "octets")),
                        Column.number("PNG", lang.text("bytes", "octets"))),
                comparison.pngSmaller().stream().map(CodecTables::row).toList());
    }

    private static List<Cell> row(PngSmaller picture) {
        return List.of(Cell.of(picture.picture()), Cell.of(picture.bytes()), Cell.of(picture.pngBytes()));
    }
}
