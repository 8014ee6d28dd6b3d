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

/** Rules of the dependencies between the modules, which point downwards, and of the names of types. */
class ArchitectureTest {

    private static final List<String> MODULES =
            List.of("kvstore", "traceingest", "matcher", "fusion", "datasets", "client", "api");

    private static JavaClasses ours;

    @BeforeAll
    static void importOurClasses() {
        // Only our own classes matter; resolving all others takes a minute.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        ours = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .withImportOption(location -> !location.contains("test-classes"))
                .importPackages("dev.wayside");
    }

    @Test
    void allModulesAreImported() {
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

    /** Covers the types as well: a cycle of types in different packages is a cycle of these packages. */
    @Test
    void packagesHaveNoCycle() {
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
    void noNameSaysNothing() {
        classes()
                .should()
                .haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl|Common)$")
                .check(ours);
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
    void otherModulesUseAtMostHalfOfTheTypesOfAModule() {
        for (String module : MODULES) {
            if (module.equals("kvstore") || module.equals("client")) {
                // The data model of all modules, and the public client.
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
