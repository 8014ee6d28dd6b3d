package dev.wayside.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the arrows between the modules, and what is public of them. */
class ArchitectureTest {

    private static final List<String> MODULES =
            List.of("kvstore", "traceingest", "matcher", "fusion", "datasets", "client", "api");

    /** Chosen: more cannot be told apart by their names at a glance. */
    private static final long MAX_TYPES_PER_PACKAGE = 40;

    /** Modules whose packages are rooms. */
    private static final List<String> ROOMS = List.of("datasets", "client", "api");

    private static JavaClasses ours;

    @BeforeAll
    static void importOurClasses() {
        // Only our own classes are looked at; resolving all the others would take a minute.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        ours = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .withImportOption(location -> !location.contains("test-classes"))
                .importPackages("dev.wayside");
    }

    @Test
    void everyModuleIsThere() {
        assertThat(ours.stream().map(ArchitectureTest::module).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(MODULES);
    }

    @Test
    void arrowsPointDownwardsOnly() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("kvstore")
                .definedBy("dev.wayside.kvstore..")
                .layer("matcher")
                .definedBy("dev.wayside.matcher..")
                .layer("fusion")
                .definedBy("dev.wayside.fusion..")
                .layer("trace-ingest")
                .definedBy("dev.wayside.traceingest..")
                .layer("datasets")
                .definedBy("dev.wayside.datasets..")
                .layer("client")
                .definedBy("dev.wayside.client..")
                .layer("api")
                .definedBy("dev.wayside.api..")
                .whereLayer("api")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("api")
                .whereLayer("client")
                .mayNotAccessAnyLayer()
                .whereLayer("datasets")
                .mayOnlyBeAccessedByLayers("api")
                .whereLayer("trace-ingest")
                .mayOnlyBeAccessedByLayers("api")
                .whereLayer("matcher")
                .mayOnlyBeAccessedByLayers("datasets", "api")
                .whereLayer("fusion")
                .mayOnlyBeAccessedByLayers("datasets", "api")
                .whereLayer("kvstore")
                .mayOnlyBeAccessedByLayers("matcher", "trace-ingest", "datasets", "api")
                .check(ours);
    }

    @Test
    void packagesMakeNoCircles() {
        SlicesRuleDefinition.slices()
                .matching("dev.wayside.(**)")
                .should()
                .beFreeOfCycles()
                .check(ours);
    }

    @Test
    void onlyTheStoreTouchesItsEngines() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.wayside.kvstore..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.rocksdb..", "com.datastax..")
                .check(ours);
    }

    @Test
    void nothingIsNamedForWhatItDoesNotSay() {
        classes()
                .should()
                .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Common)$")
                .check(ours);
    }

    @Test
    void noPackageHoldsMoreThan40Types() {
        assertThat(ourTypes()
                        .filter(type -> ROOMS.contains(module(type)))
                        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting())))
                .isNotEmpty()
                .allSatisfy((name, types) -> assertThat(types).as(name).isLessThanOrEqualTo(MAX_TYPES_PER_PACKAGE));
    }

    @Test
    void theServiceServesWithoutTheEvaluationAndTheGenerator() {
        noClasses()
                .that()
                .resideInAPackage("dev.wayside.api.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.wayside.datasets.evaluation..", "dev.wayside.datasets.line..")
                .check(ours);
        noClasses()
                .that()
                .resideInAPackage("dev.wayside.datasets.estimate..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.wayside.datasets.evaluation..", "dev.wayside.datasets.line..")
                .check(ours);
    }

    @Test
    void atLeastHalfOfAModulesTypesAreItsOwnBusiness() {
        for (String module : MODULES) {
            if (module.equals("kvstore") || module.equals("client")) {
                // The one is the data model that all others speak, the other is what others speak to the service with.
                continue;
            }
            List<JavaClass> types =
                    ourTypes().filter(type -> module.equals(module(type))).toList();
            List<JavaClass> ofOthers = types.stream()
                    .filter(type -> type.getDirectDependenciesToSelf().stream()
                            .anyMatch(use -> !module.equals(module(use.getOriginClass()))))
                    .toList();
            assertThat(ofOthers)
                    .as("types of %s that other modules use, among %d", module, types.size())
                    .hasSizeLessThanOrEqualTo(types.size() / 2);
        }
    }

    private static Stream<JavaClass> ourTypes() {
        return ours.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"));
    }

    private static String module(JavaClass type) {
        return type.getPackageName().split("\\.")[2];
    }
}
