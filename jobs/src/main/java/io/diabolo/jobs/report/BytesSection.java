package io.diabolo.jobs.report;

import io.diabolo.report.Block;
import io.diabolo.report.Callout;
import io.diabolo.report.LineChart;
import io.diabolo.report.Paragraph;
import io.diabolo.report.Section;
import io.diabolo.report.Series;
import io.diabolo.report.Table;
import io.diabolo.report.Table.Cell;
import io.diabolo.report.Table.Column;
import io.diabolo.study.References;
import io.diabolo.study.References.Codec;
import io.diabolo.study.References.EqualBytesRow;
import io.diabolo.study.References.ModelBytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The codes beside JPEG and PNG at equal bytes, and the size of the model, which has to be there as well. */
final class BytesSection {

    private static final int CODE_BITS = 8;

    private final Findings findings;
    private final Lang lang;
    private final ReportFiles files;

    BytesSection(Findings findings, Lang lang, ReportFiles files) {
        this.findings = findings;
        this.lang = lang;
        this.files = files;
    }

    Section section() {
        List<EqualBytesRow> rows = references().equalBytes();
        List<Block> blocks = new ArrayList<>();
        if (rows.isEmpty()) {
            blocks.add(new Paragraph(lang.text(
                    "Bytes were not compared: the samples are no pictures that JPEG and PNG take.",
                    "Les octets n'ont pas été comparés : JPEG et PNG ne prennent pas ces données.")));
            return new Section(title(), blocks);
        }
        files.numbers("bytes", exact(rows));
        blocks.add(new Paragraph(method()));
        for (String model : findings.models()) {
            code(model).flatMap(this::sentence).ifPresent(text -> blocks.add(new Paragraph(text)));
        }
        png().ifPresent(text -> blocks.add(new Paragraph(text)));
        for (String model : findings.models()) {
            modelSize(model).ifPresent(text -> blocks.add(new Callout(Callout.Kind.NOTE, text)));
        }
        chart(rows).ifPresent(blocks::add);
        blocks.add(shown(rows.stream().filter(this::isShown).toList()));
        return new Section(title(), blocks);
    }

    private String title() {
        return lang.text("At equal bytes: JPEG and PNG", "À octets égaux : JPEG et PNG");
    }

    private String method() {
        return lang.format(
                "The latent codes are rounded to 8 or to 4 bits a unit and deflated; JPEG and PNG compress the same pictures, each as a file of its own and all together in one sheet, so that the header counts only once. Measured on %s; PSNR is here that of their mean error, not the mean of their PSNRs as above.",
                "Les codes latents sont arrondis à 8 ou à 4 bits par unité, puis compressés sans perte ; JPEG et PNG compressent les mêmes images, chacune dans son fichier, puis toutes sur une planche, pour que l'en-tête ne compte qu'une fois. Mesuré sur %s ; le PSNR est ici celui de leur erreur moyenne, et non la moyenne de leurs PSNR comme plus haut.",
                lang.count(
                        references().pictures(),
                        lang.text("test picture", "image de test"),
                        lang.text("test pictures", "images de test")));
    }

    private References references() {
        return findings.study().references();
    }

    /** The codes of a model at its knee, at 8 bits a unit. */
    Optional<EqualBytesRow> code(String model) {
        int latent = findings.focus(model).latent();
        return references().equalBytes().stream()
                .filter(row -> row.codec() == Codec.AUTOENCODER
                        && row.model().equals(model)
                        && row.latent() == latent
                        && row.setting() == CODE_BITS)
                .findFirst();
    }

    /** What JPEG makes of the bytes that a model's codes take; where it cannot be so small, the smallest that it can. */
    Optional<String> sentence(EqualBytesRow code) {
        List<EqualBytesRow> jpeg = references().equalBytes().stream()
                .filter(row -> row.codec() == Codec.JPEG_SHEET)
                .toList();
        if (jpeg.isEmpty()) {
            return Optional.empty();
        }
        String codes = lang.format(
                "The codes %s at latent size %s take %s a picture and give %s\u00a0dB",
                "Les codes %s de taille latente %s occupent %s par image et donnent %s\u00a0dB",
                Names.of(lang, code.model()),
                lang.integer(code.latent()),
                lang.bytes(code.bytesPerImage()),
                lang.decimal(code.psnrDb(), 1));
        return Optional.of(jpeg.stream()
                .filter(row -> row.bytesPerImage() <= code.bytesPerImage())
                .max(Comparator.comparingDouble(EqualBytesRow::psnrDb))
                .map(row -> codes
                        + lang.format(
                                "; with no more bytes (%s, all pictures in one sheet) JPEG gives %s\u00a0dB, %s.",
                                " ; sans plus d'octets (%s, toutes les images sur une planche), JPEG donne %s\u00a0dB : %s.",
                                lang.bytes(row.bytesPerImage()),
                                lang.decimal(row.psnrDb(), 1),
                                row.psnrDb() < code.psnrDb()
                                        ? lang.text("which is worse", "c'est moins bien")
                                        : lang.text("which is no worse", "ce n'est pas moins bien")))
                .orElseGet(() -> codes + smallest(jpeg)));
    }

    private String smallest(List<EqualBytesRow> jpeg) {
        EqualBytesRow least = jpeg.stream()
                .min(Comparator.comparingDouble(EqualBytesRow::bytesPerImage))
                .orElseThrow();
        return lang.format(
                "; JPEG does not get so small: its smallest, all pictures in one sheet, takes %s a picture and gives %s\u00a0dB.",
                " ; JPEG ne descend pas si bas : au plus petit, toutes les images sur une planche, il occupe %s par image et donne %s\u00a0dB.",
                lang.bytes(least.bytesPerImage()),
                lang.decimal(least.psnrDb(), 1));
    }

    /** What it costs to lose nothing. */
    Optional<String> png() {
        return references().equalBytes().stream()
                .filter(row -> row.codec() == Codec.PNG_SHEET || row.codec() == Codec.PNG)
                .min(Comparator.comparingDouble(EqualBytesRow::bytesPerImage))
                .map(row -> lang.format(
                        "PNG, which loses nothing, takes %s a picture at best.",
                        "PNG, qui ne perd rien, occupe au mieux %s par image.", lang.bytes(row.bytesPerImage())));
    }

    /** The model's own bytes, and how many pictures it takes until they are saved against JPEG of the same quality. */
    Optional<String> modelSize(String model) {
        int latent = findings.focus(model).latent();
        return references().models().stream()
                .filter(m -> m.model().equals(model) && m.latent() == latent)
                .findFirst()
                .map(m -> lang.format(
                                "Those bytes are without the model. The weights %s at latent size %s, without which its codes are worth nothing, take %s",
                                "Ces octets ne comptent pas le modèle. Les poids %s de taille latente %s, sans lesquels ses codes ne valent rien, occupent %s",
                                Names.of(lang, model),
                                lang.integer(latent),
                                lang.bytes((double) m.bytes()))
                        + breakEven(m));
    }

    private String breakEven(ModelBytes model) {
        Optional<EqualBytesRow> code = code(model.model());
        Optional<EqualBytesRow> jpeg = code.flatMap(c -> references().equalBytes().stream()
                .filter(row -> row.codec() == Codec.JPEG_SHEET && row.psnrDb() >= c.psnrDb())
                .min(Comparator.comparingDouble(EqualBytesRow::bytesPerImage)));
        double saved = jpeg.isEmpty()
                ? 0
                : jpeg.get().bytesPerImage() - code.orElseThrow().bytesPerImage();
        if (jpeg.isEmpty()) {
            return ".";
        } else if (saved <= 0) {
            return lang.text(
                    "; JPEG of the same quality takes no more bytes a picture, so they are never earned back.",
                    " ; JPEG, à qualité égale, n'occupe pas plus d'octets par image : ils ne sont jamais amortis.");
        }
        return lang.format(
                "; against JPEG of at least the same quality (%s a picture) they are earned back from %s pictures on.",
                " ; face à JPEG, à qualité au moins égale (%s par image), ils sont amortis à partir de %s images.",
                lang.bytes(jpeg.get().bytesPerImage()),
                lang.integer((long) Math.ceil((double) model.bytes() / saved)));
    }

    private Optional<Block> chart(List<EqualBytesRow> rows) {
        List<Series> series = new ArrayList<>();
        for (String model : findings.models()) {
            add(
                    series,
                    Names.label(lang, model),
                    rows.stream()
                            .filter(r -> r.codec() == Codec.AUTOENCODER
                                    && r.setting() == CODE_BITS
                                    && r.model().equals(model))
                            .toList());
        }
        for (Codec codec : List.of(Codec.JPEG, Codec.JPEG_SHEET)) {
            add(
                    series,
                    Names.label(lang, codec),
                    rows.stream().filter(r -> r.codec() == codec).toList());
        }
        return series.isEmpty()
                ? Optional.empty()
                : Optional.of(files.chart(
                        "quality-by-bytes",
                        new LineChart(
                                lang.text(
                                        "Quality against bytes, without the model",
                                        "Qualité selon les octets, sans le modèle"),
                                lang.text("bytes a picture", "octets par image"),
                                "PSNR (dB)",
                                true,
                                false,
                                series)));
    }

    private static void add(List<Series> series, String name, List<EqualBytesRow> rows) {
        List<EqualBytesRow> drawn = rows.stream()
                .filter(r -> r.bytesPerImage() > 0 && Double.isFinite(r.psnrDb()))
                .sorted(Comparator.comparingDouble(EqualBytesRow::bytesPerImage))
                .toList();
        if (!drawn.isEmpty()) {
            series.add(new Series(
                    name,
                    drawn.stream().mapToDouble(EqualBytesRow::bytesPerImage).toArray(),
                    drawn.stream().mapToDouble(EqualBytesRow::psnrDb).toArray(),
                    null));
        }
    }

    /** Models at their knee; the other sizes are in the chart and in the numbers beside the report. */
    private boolean isShown(EqualBytesRow row) {
        return row.codec() != Codec.AUTOENCODER
                || (findings.models().contains(row.model())
                        && findings.focus(row.model()).latent() == row.latent());
    }

    private Table shown(List<EqualBytesRow> rows) {
        List<List<Cell>> cells = rows.stream()
                .map(row -> List.of(
                        Cell.of(name(row)),
                        Cell.of(setting(row)),
                        Cell.of(row.bytesPerImage(), 1),
                        Cell.of(row.bitsPerPixel(), 3),
                        Cell.of(row.mse() == 0 ? "0" : lang.error(row.mse())),
                        Cell.of(row.psnrDb(), 2)))
                .toList();
        return new Table(
                lang.text(
                        "Bytes and quality; every size in numbers/bytes.csv",
                        "Octets et qualité ; toutes les tailles dans numbers/bytes.csv"),
                List.of(
                        Column.text(lang.text("Codec", "Codec")),
                        Column.text(lang.text("Setting", "Réglage")),
                        Column.number(lang.text("Bytes a picture", "Octets par image"), ""),
                        Column.number(lang.text("Bits per pixel", "Bits par pixel"), ""),
                        Column.number(lang.text("MSE", "EQM"), ""),
                        Column.number("PSNR", "dB")),
                cells);
    }

    private String name(EqualBytesRow row) {
        return row.codec() == Codec.AUTOENCODER
                ? Names.label(lang, row.model(), row.latent())
                : Names.label(lang, row.codec());
    }

    private String setting(EqualBytesRow row) {
        return switch (row.codec()) {
            case AUTOENCODER -> lang.format("%s bits a unit", "%s bits par unité", row.setting());
            case JPEG, JPEG_SHEET -> lang.format("quality %s", "qualité %s", row.setting());
            case PNG, PNG_SHEET -> lang.text("lossless", "sans perte");
        };
    }

    private static Table exact(List<EqualBytesRow> rows) {
        List<List<Cell>> cells = rows.stream()
                .map(row -> List.of(
                        Cell.of(row.codec().name().toLowerCase(Locale.ROOT)),
                        Cell.of(row.model()),
                        Cell.of((long) row.latent()),
                        Cell.of((long) row.setting()),
                        Cell.of(row.bytesPerImage(), 0),
                        Cell.of(row.bitsPerPixel(), 0),
                        Cell.of(row.mse(), 0),
                        Cell.of(row.psnrDb(), 0)))
                .toList();
        List<Column> columns = List.of(
                Column.text("codec"),
                Column.text("model"),
                Column.number("latent", ""),
                Column.number("setting", ""),
                Column.number("bytes_per_image", ""),
                Column.number("bits_per_pixel", ""),
                Column.number("mse", ""),
                Column.number("psnr_db", ""));
        return new Table("bytes", columns, cells);
    }
}
