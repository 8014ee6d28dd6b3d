package dev.wayside.api;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules of the packages in each module: their size, their dependencies, and which of them other modules may use. */
class PackageStructureTest {

    private static final String ROOT = "dev.wayside.";

    /** Chosen: what one reads in a sitting. */
    private static final int MAX_TYPES = 40;

    /** The packages of each module that other modules use. All others are closed, as public as their types may be. */
    private static final Map<String, Set<String>> OPEN_PACKAGES = Map.of(
            "kvstore", Set.of("kvstore", "kvstore.rocksdb", "kvstore.command"),
            "traceingest",
                    Set.of(
                            "traceingest",
                            "traceingest.format",
                            "traceingest.mapping",
                            "traceingest.row",
                            "traceingest.trip"),
            "matcher", Set.of("matcher"),
            "fusion", Set.of("fusion"),
            "datasets", Set.of("datasets.estimate", "datasets.evaluation", "datasets.line"),
            "client", Set.of("client"));

    /**
     * Arrows between packages of a module. Lower a count with the last arrow; raise it only with a reason in the
     * commit.
     */
    private static final Map<String, Integer> MAX_ARROWS =
            Map.of("kvstore", 8, "traceingest", 19, "matcher", 1, "fusion", 1, "datasets", 4, "api", 31);

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
                .layer("proposal")
                .definedBy("dev.wayside.traceingest.proposal")
                .layer("ingestion")
                .definedBy("dev.wayside.traceingest")
                .layer("trip")
                .definedBy("dev.wayside.traceingest.trip")
                .whereLayer("ingestion")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("trip")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("source")
                .mayOnlyBeAccessedByLayers("ingestion", "trip")
                .whereLayer("proposal")
                .mayOnlyBeAccessedByLayers("ingestion")
                .whereLayer("format")
                .mayOnlyBeAccessedByLayers("source", "ingestion", "trip")
                .whereLayer("mapping")
                .mayOnlyBeAccessedByLayers("format", "proposal", "ingestion")
                .whereLayer("assembly")
                .mayOnlyBeAccessedByLayers("format", "ingestion", "trip")
                .check(ours);
    }

    @Test
    void otherModulesUseOnlyTheOpenPackages() {
        assertThat(arrows().filter(arrow -> !module(arrow.from()).equals(module(arrow.to())))
                        .collect(Collectors.groupingBy(
                                arrow -> module(arrow.to()), Collectors.mapping(Arrow::to, Collectors.toSet()))))
                .isEqualTo(OPEN_PACKAGES);
    }

    @Test
    void noModuleHasMoreArrowsBetweenItsPackages() {
        assertThat(arrows().filter(arrow -> module(arrow.from()).equals(module(arrow.to())))
                        .collect(Collectors.groupingBy(arrow -> module(arrow.from()))))
                .allSatisfy((module, arrows) ->
                        assertThat(arrows).as(module).hasSizeLessThanOrEqualTo(MAX_ARROWS.getOrDefault(module, 0)));
    }

    /** A dependency of a package on another one of ours. */
    private record Arrow(String from, String to) {}

    private static Stream<Arrow> arrows() {
        return ours.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .map(use -> new Arrow(name(use.getOriginClass()), name(use.getTargetClass())))
                .filter(arrow -> !arrow.to().isEmpty() && !arrow.from().equals(arrow.to()))
                .distinct();
    }

    /** The package without {@code dev.wayside.}; empty if it is not ours. */
    private static String name(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return name.startsWith(ROOT) ? name.substring(ROOT.length()) : "";
    }

    private static String module(String packageName) {
        return packageName.split("\\.")[0];
    }
}
