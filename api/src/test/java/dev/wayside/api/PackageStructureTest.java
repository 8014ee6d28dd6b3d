package dev.wayside.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The size of packages, and the arrows between the packages of the store and of the ingestion. */
class PackageStructureTest {

    /** The modules whose packages are all within {@link #MAX_TYPES}. */
    private static final String[] SPLIT_MODULES = {
        "dev.wayside.kvstore", "dev.wayside.traceingest", "dev.wayside.matcher", "dev.wayside.fusion"
    };

    /** Chosen: what one reads in a sitting. */
    private static final int MAX_TYPES = 40;

    private static JavaClasses ours;

    @BeforeAll
    static void importOurClasses() {
        // Only our own classes matter; resolving all others takes a minute.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        ours = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .withImportOption(location -> !location.contains("test-classes"))
                .importPackages(SPLIT_MODULES);
    }

    @Test
    void noPackageIsLarge() {
        assertThat(ours.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting())))
                .isNotEmpty()
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MAX_TYPES));
    }

    @Test
    void arrowsOfTheStorePointDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("model")
                .definedBy("dev.wayside.kvstore")
                .layer("engine")
                .definedBy("dev.wayside.kvstore.engine")
                .layer("engines")
                .definedBy("dev.wayside.kvstore.rocksdb", "dev.wayside.kvstore.cassandra")
                .layer("command")
                .definedBy("dev.wayside.kvstore.command")
                .whereLayer("command")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("engines")
                .mayOnlyBeAccessedByLayers("command")
                .whereLayer("engine")
                .mayOnlyBeAccessedByLayers("engines")
                .check(ours);
    }

    @Test
    void arrowsOfTheIngestionPointDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("row")
                .definedBy("dev.wayside.traceingest.row")
                .layer("assembly")
                .definedBy("dev.wayside.traceingest.assembly")
                .layer("format")
                .definedBy("dev.wayside.traceingest.format")
                .layer("mapping")
                .definedBy("dev.wayside.traceingest.mapping")
                .layer("source")
                .definedBy("dev.wayside.traceingest.source")
                .layer("ingestion")
                .definedBy("dev.wayside.traceingest")
                .whereLayer("ingestion")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("source")
                .mayOnlyBeAccessedByLayers("ingestion")
                .whereLayer("format")
                .mayOnlyBeAccessedByLayers("source", "ingestion")
                .whereLayer("mapping")
                .mayOnlyBeAccessedByLayers("format", "ingestion")
                .whereLayer("assembly")
                .mayOnlyBeAccessedByLayers("format", "ingestion")
                .check(ours);
    }

    @Test
    void onlyTheirModuleUsesInnerPackages() {
        JavaClasses all = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .withImportOption(location -> !location.contains("test-classes"))
                .importPackages("dev.wayside");
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.wayside.kvstore..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.wayside.kvstore.engine")
                .check(all);
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.wayside.traceingest..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.wayside.traceingest.source", "dev.wayside.traceingest.assembly")
                .check(all);
    }
}
