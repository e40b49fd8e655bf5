package io.diabolo.codec;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.diabolo", importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

    @ArchTest
    static final ArchRule ENTROPY_KNOWS_NO_PICTURES = classes()
            .that()
            .resideInAPackage("io.diabolo.entropy")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "io.diabolo.error", "io.diabolo.entropy");

    @ArchTest
    static final ArchRule CODEC_NEEDS_NO_NATIVE_LIBRARY = classes()
            .that()
            .resideInAPackage("io.diabolo.codec..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "com.fasterxml.jackson.core..",
                    "org.jspecify..",
                    "io.diabolo.error",
                    "io.diabolo.file",
                    "io.diabolo.awt",
                    "io.diabolo.safetensors",
                    "io.diabolo.runtime",
                    "io.diabolo.entropy",
                    "io.diabolo.codec..");
}
