package io.diabolo.jobs.report;

import io.diabolo.report.Block;
import io.diabolo.report.CodeBlock;
import io.diabolo.report.Paragraph;
import io.diabolo.report.Section;
import io.diabolo.report.Table;
import io.diabolo.report.Table.Cell;
import io.diabolo.report.Table.Column;
import io.diabolo.study.StudyPlan;
import io.diabolo.study.StudyResult;
import io.diabolo.study.StudyResult.Environment;
import io.diabolo.train.Schedule;
import io.diabolo.train.TrainingPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What somebody needs to get the same numbers. */
final class ReproduceSection {

    private final StudyResult study;
    private final Lang lang;

    ReproduceSection(Findings findings, Lang lang) {
        this.study = findings.study();
        this.lang = lang;
    }

    Section section() {
        List<Block> blocks = new ArrayList<>();
        if (study.environment().command().isEmpty()) {
            blocks.add(new Paragraph(lang.text("The command is not known.", "La commande n'est pas connue.")));
        } else {
            blocks.add(
                    new Paragraph(
                            lang.text(
                                    "This command gives the study again. Errors are the same bit for bit on the same kind of machine with the same versions; times are not.",
                                    "Cette commande refait l'étude. Les erreurs sont les mêmes au bit près sur le même type de machine avec les mêmes versions ; les durées, non.")));
            blocks.add(new CodeBlock(command()));
        }
        blocks.add(facts());
        for (String note : study.notes()) {
            blocks.add(new Paragraph(lang.format("Note: %s", "Remarque : %s", Remarks.in(lang.locale(), note))));
        }
        return new Section(lang.text("How to reproduce", "Comment reproduire"), blocks);
    }

    /** As a shell takes it. */
    String command() {
        return study.environment().command().stream()
                .map(word -> word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }

    private Table facts() {
        StudyPlan plan = study.plan();
        Environment machine = study.environment();
        List<List<Cell>> rows = new ArrayList<>();
        row(
                rows,
                lang.text("Data", "Données"),
                study.data().name() + " " + study.data().shape());
        row(rows, lang.text("Samples", "Effectifs"), parts());
        row(
                rows,
                "SHA-256 (" + lang.text("training", "entraînement") + ")",
                study.data().trainHash());
        row(rows, "SHA-256 (test)", study.data().testHash());
        row(
                rows,
                lang.text("Seeds", "Graines"),
                plan.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        plans(rows);
        row(
                rows,
                lang.text("Side by side", "En parallèle"),
                lang.count(plan.jobs(), lang.text("run", "entraînement"), lang.text("runs", "entraînements")));
        row(rows, "Versions", String.join(", ", machine.versions()));
        row(rows, lang.text("System", "Système"), machine.system());
        row(
                rows,
                lang.text("Processor", "Processeur"),
                machine.processor() + ", "
                        + lang.count(machine.processors(), lang.text("core", "cœur"), lang.text("cores", "cœurs")));
        if (machine.memoryBytes() > 0) {
            row(
                    rows,
                    lang.text("Memory", "Mémoire"),
                    lang.decimal(machine.memoryBytes() / 1e9, 1) + lang.text(" GB", "\u00a0Go"));
        }
        return new Table(
                lang.text("Data, plan and machine", "Données, plan et machine"),
                List.of(Column.text(lang.text("What", "Quoi")), Column.text(lang.text("Value", "Valeur"))),
                rows);
    }

    private static void row(List<List<Cell>> rows, String name, String value) {
        rows.add(List.of(Cell.of(name), Cell.of(value)));
    }

    private String parts() {
        return lang.format(
                "%s training, %s validation, %s test",
                "%s d'entraînement, %s de validation, %s de test",
                lang.integer(study.data().train()),
                lang.integer(study.data().validation()),
                lang.integer(study.data().test()));
    }

    /** Once for all models, or model by model where what is automatic differs. */
    private void plans(List<List<Cell>> rows) {
        Map<TrainingPlan, List<String>> plans = new LinkedHashMap<>();
        for (String model : study.plan().models()) {
            TrainingPlan plan = study.plan()
                    .fitted(model, study.data().shape(), study.data().train());
            plans.computeIfAbsent(plan, key -> new ArrayList<>()).add(model);
        }
        plans.forEach((plan, models) -> {
            String whose = plans.size() == 1 ? "" : " (" + String.join(", ", models) + ")";
            row(rows, lang.text("Length", "Longueur") + whose, length(plan));
            row(rows, lang.text("Optimiser", "Optimiseur") + whose, optimiser(plan));
        });
    }

    private String optimiser(TrainingPlan plan) {
        return lang.format(
                "%s, learning rate %s (%s), batch %s",
                "%s, taux d'apprentissage %s (%s), lots de %s",
                plan.optimization().optimizer().name(),
                lang.error(plan.optimization().learningRate()),
                schedule(plan.optimization().schedule()),
                lang.integer(plan.batch()));
    }

    private String schedule(Schedule schedule) {
        return switch (schedule) {
            case CONSTANT -> lang.text("constant", "constant");
            case COSINE -> lang.text("cosine", "cosinus");
            case PLATEAU -> lang.text("plateau", "par paliers");
        };
    }

    private String length(TrainingPlan plan) {
        long steps = plan.totalSteps(study.data().train());
        return lang.format(
                "%s steps at most, about %s epochs",
                "%s pas au plus, soit environ %s époques",
                lang.integer(steps),
                lang.decimal((double) steps / plan.stepsPerEpoch(study.data().train()), 1));
    }
}
