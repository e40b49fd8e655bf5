package io.diabolo.jobs.report;

import io.diabolo.report.Report;
import io.diabolo.report.Section;
import io.diabolo.study.StudyResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A study as a document: {@code report.html} in one file, its charts and its numbers beside it. */
public final class StudyReport {

    /** The document's file name. */
    public static final String FILE = "report.html";

    private StudyReport() {}

    /**
     * Writes {@code report.html}, {@code charts/*.svg} and {@code *.png}, {@code numbers/*.csv}; each file whole or not at
     * all, replacing one of that name.
     *
     * @param folder made if it does not exist
     * @param locale French for a French report, else English
     * @throws io.diabolo.error.OutputException where a file cannot be written
     */
    public static void write(StudyResult study, Path folder, Locale locale) {
        ReportFiles files = new ReportFiles();
        Lang lang = Lang.of(locale);
        files.write(folder.resolve(FILE), report(study, lang, files), lang);
    }

    static Report report(StudyResult study, Lang lang, ReportFiles files) {
        Findings findings = new Findings(study);
        List<Section> sections = new ArrayList<>();
        sections.add(new OpeningSection(findings, lang).section());
        if (!findings.sizes().isEmpty()) {
            sections.add(new ResultsSection(findings, lang, files).section());
            sections.add(new PrecisionSection(findings, lang, files).section());
            sections.add(new PicturesSection(findings, lang, files).section());
            sections.add(new NetworksSection(findings, lang).section());
            sections.add(new TrainingSection(findings, lang, files).section());
            sections.add(new LatentSection(findings, lang, files).section());
            sections.add(new LimitsSection(findings, lang, files).section());
            sections.add(new BytesSection(findings, lang, files).section());
        }
        sections.add(new ReproduceSection(findings, lang).section());
        return new Report(
                lang.text("Study of the latent space", "Étude de l'espace latent"),
                subtitle(study, lang),
                lang.locale().getLanguage(),
                sections,
                lang.format(
                        "Made by Diabolo from the numbers of this study alone; they lie beside this file in numbers/ and study.json.",
                        "Rédigé par Diabolo à partir des seuls chiffres de cette étude, qui se trouvent à côté de ce fichier, dans numbers/ et study.json."));
    }

    private static String subtitle(StudyResult study, Lang lang) {
        String subtitle = lang.format(
                "%s on %s, latent sizes %s to %s",
                "%s sur « %s », tailles latentes de %s à %s",
                lang.list(study.plan().models().stream()
                        .map(model -> Names.noun(lang, model))
                        .toList()),
                study.data().name(),
                lang.integer(study.plan().latents().get(0)),
                lang.integer(study.plan().latents().get(study.plan().latents().size() - 1)));
        return Lang.capital(subtitle);
    }
}
