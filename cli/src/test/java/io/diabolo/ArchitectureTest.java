package io.diabolo;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.diabolo.engine.Device;
import io.diabolo.engine.Tensor;
import io.diabolo.study.Study;
import io.diabolo.train.Trainable;
import io.diabolo.train.Trainer;
import io.diabolo.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may import what, inside the modules and to the outside. It is in the module that sees all others. */
class ArchitectureTest {

    /** The modules that a program uses without the command line. */
    private static final List<String> LIBRARIES =
            List.of("runtime", "codec", "restore", "engine", "core", "compress", "restoring", "report");

    private static final Pattern NAMED_TEST = Pattern.compile("`((?:[a-z]+\\.)*[A-Z]\\w*Test)(?:\\.([a-z]\\w*))?`");

    private static final Pattern OPTION = Pattern.compile("\"[^\"\\n]*--[a-z]");

    /** Each package with those that it uses, and no others. */
    private static final Map<String, Set<String>> ALLOWED = new TreeMap<>(Map.ofEntries(
            Map.entry("error", Set.of()),
            Map.entry("file", Set.of("error")),
            Map.entry("safetensors", Set.of("error", "file")),
            Map.entry("table", Set.of("error", "file")),
            Map.entry("json", Set.of("error")),
            Map.entry("awt", Set.of("error")),
            Map.entry("image", Set.of("error", "file", "awt")),
            Map.entry("data", Set.of("error", "file", "table", "image")),
            Map.entry("preprocess", Set.of("error", "table", "image", "data")),
            Map.entry("engine", Set.of()),
            Map.entry("nodes", Set.of("error", "engine")),
            Map.entry("corrupt", Set.of("error", "data", "preprocess", "engine")),
            Map.entry("signal", Set.of("error", "data")),
            Map.entry("linear", Set.of("error", "data", "preprocess", "engine", "corrupt")),
            Map.entry("nn", Set.of("error", "safetensors", "engine")),
            Map.entry("loss", Set.of("engine")),
            Map.entry("model.bottleneck", Set.of("error", "engine", "nn")),
            Map.entry("model", Set.of("error", "data", "engine", "corrupt", "nn", "loss", "model.bottleneck")),
            Map.entry(
                    "train",
                    Set.of(
                            "error",
                            "file",
                            "safetensors",
                            "json",
                            "data",
                            "preprocess",
                            "engine",
                            "nodes",
                            "corrupt",
                            "linear",
                            "nn",
                            "loss",
                            "model.bottleneck",
                            "model")),
            Map.entry(
                    "store",
                    Set.of(
                            "error",
                            "file",
                            "safetensors",
                            "json",
                            "preprocess",
                            "engine",
                            "nn",
                            "model.bottleneck",
                            "model",
                            "train")),
            Map.entry(
                    "eval",
                    Set.of(
                            "error",
                            "data",
                            "preprocess",
                            "engine",
                            "corrupt",
                            "nn",
                            "loss",
                            "model.bottleneck",
                            "model")),
            Map.entry(
                    "task",
                    Set.of(
                            "error",
                            "image",
                            "data",
                            "preprocess",
                            "engine",
                            "corrupt",
                            "signal",
                            "linear",
                            "nn",
                            "loss",
                            "model",
                            "train",
                            "store",
                            "eval")),
            Map.entry(
                    "study",
                    Set.of(
                            "error",
                            "file",
                            "json",
                            "image",
                            "data",
                            "preprocess",
                            "engine",
                            "corrupt",
                            "linear",
                            "model.bottleneck",
                            "model",
                            "train",
                            "store",
                            "eval",
                            "task")),
            Map.entry(
                    "detect",
                    Set.of(
                            "error",
                            "image",
                            "safetensors",
                            "json",
                            "data",
                            "preprocess",
                            "engine",
                            "corrupt",
                            "linear",
                            "nn",
                            "model",
                            "train",
                            "store",
                            "task")),
            Map.entry(
                    "generate",
                    Set.of(
                            "error",
                            "data",
                            "preprocess",
                            "engine",
                            "corrupt",
                            "model.bottleneck",
                            "model",
                            "store",
                            "task")),
            Map.entry("embed", Set.of("error", "data", "preprocess", "linear", "train", "task")),
            Map.entry("entropy", Set.of("error")),
            Map.entry("runtime", Set.of("error")),
            Map.entry("codec.network", Set.of("error", "safetensors", "entropy", "runtime")),
            Map.entry("restore.network", Set.of("error", "safetensors", "runtime")),
            Map.entry("restore", Set.of("error", "awt", "runtime", "restore.network")),
            Map.entry("codec", Set.of("error", "awt", "entropy", "runtime", "codec.network")),
            Map.entry("codec.archive", Set.of("error", "file", "entropy", "codec")),
            Map.entry("compress.network", Set.of("error", "engine", "nn", "model")),
            Map.entry(
                    "compress.training",
                    Set.of("error", "image", "data", "engine", "nn", "model", "train", "compress.network")),
            Map.entry(
                    "compress.folder",
                    Set.of(
                            "error",
                            "safetensors",
                            "json",
                            "engine",
                            "nn",
                            "store",
                            "entropy",
                            "codec",
                            "codec.network",
                            "runtime",
                            "compress.network")),
            Map.entry("compress.eval", Set.of("error", "image", "data", "eval", "codec")),
            Map.entry("restoring.network", Set.of("error", "safetensors", "engine", "nn", "restore.network")),
            Map.entry(
                    "restoring.training",
                    Set.of(
                            "error",
                            "image",
                            "data",
                            "preprocess",
                            "engine",
                            "corrupt",
                            "nn",
                            "model",
                            "train",
                            "store",
                            "restore.network",
                            "restore",
                            "restoring.network")),
            Map.entry(
                    "restoring.eval",
                    Set.of("error", "image", "data", "engine", "corrupt", "eval", "restore", "restoring.training"))));

    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.diabolo");

    private static final JavaClasses CLASSES = ALL.that(DescribedPredicate.not(
            resideInAnyPackage("io.diabolo.cli..", "io.diabolo.studio..", "io.diabolo.jobs..", "io.diabolo.report..")));

    @Test
    void packages_dependOnlyOnThoseBelow() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : ALLOWED.keySet()) {
            layers = layers.layer(name).definedBy("io.diabolo." + name);
        }
        for (Map.Entry<String, Set<String>> layer : ALLOWED.entrySet()) {
            layers = layer.getValue().isEmpty()
                    ? layers.whereLayer(layer.getKey()).mayNotAccessAnyLayer()
                    : layers.whereLayer(layer.getKey())
                            .mayOnlyAccessLayers(layer.getValue().toArray(String[]::new));
        }
        layers.ensureAllClassesAreContainedInArchitecture().check(CLASSES);
    }

    @Test
    void packages_haveNoCycles() {
        slices().matching("io.diabolo.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void surfaces_useJobsAndHoldNothingThatTrains() {
        noClasses()
                .that()
                .resideInAnyPackage("io.diabolo.cli..", "io.diabolo.studio..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "io.diabolo.task..")
                .orShould()
                .callConstructor(Trainer.class, Trainable.class, TrainingPlan.class, Device.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Study.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Tensor.class)
                .check(ALL);
    }

    @Test
    void jobs_knowNoSurface() {
        noClasses()
                .that()
                .resideInAPackage("io.diabolo.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.diabolo.cli..",
                        "io.diabolo.studio..",
                        "io.javalin..",
                        "picocli..",
                        "me.tongfei..",
                        "org.bytedeco..")
                .check(ALL);
    }

    /** Of ours; errors, files and JSON are everybody's, and what a training or a study tells is what {@code JobControl} passes on. */
    @Test
    void studio_standsOnJobsAlone() {
        noClasses()
                .that()
                .resideInAPackage("io.diabolo.studio..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.diabolo..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                "io.diabolo.studio..",
                                "io.diabolo.jobs",
                                "io.diabolo.error..",
                                "io.diabolo.file..",
                                "io.diabolo.json..",
                                "io.diabolo.study",
                                "io.diabolo.train.."))))
                .check(ALL);
    }

    @Test
    void binding_isImportedByTheEngineAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.diabolo.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void library_neverExitsCollectsOrPrints() {
        noClasses()
                .should()
                .callMethod(System.class, "gc")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "gc")
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(ALL.that(DescribedPredicate.not(resideInAnyPackage("io.diabolo.cli.."))));
    }

    /** Their words are those of the field; what an option is called is the command line's business. */
    @Test
    void messages_ofTheLibrary_nameNoOptionOfTheCommandLine() throws IOException {
        List<String> naming = new ArrayList<>();
        for (String module : LIBRARIES) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    // Other programs have options of their own.
                    if (file.endsWith("ComparedTool.java")) {
                        continue;
                    }
                    OPTION.matcher(Files.readString(file))
                            .results()
                            .forEach(found -> naming.add(file.getFileName() + ": " + found.group()));
                }
            }
        }
        assertThat(naming).isEmpty();
    }

    /** A document that says which test holds something is believed. */
    @Test
    void documents_nameTestsThatThereAre() throws IOException {
        List<Path> tests;
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            tests = files.filter(path -> path.toString().endsWith("Test.java")).toList();
        }
        List<String> missing = new ArrayList<>();
        for (String document : List.of("ARCHITECTURE.md", "CONTRIBUTING.md", "README.md", "FORMAT.md")) {
            for (MatchResult named : NAMED_TEST
                    .matcher(Files.readString(Path.of("..", document)))
                    .results()
                    .toList()) {
                Path file = Path.of(named.group(1).replace('.', '/') + ".java");
                String method = named.group(2) == null ? "" : "void " + named.group(2) + "(";
                boolean there = false;
                for (Path test : tests) {
                    there |= test.endsWith(file) && Files.readString(test).contains(method);
                }
                if (!there) {
                    missing.add(document + ": " + named.group());
                }
            }
        }
        assertThat(missing).isEmpty();
    }
}
