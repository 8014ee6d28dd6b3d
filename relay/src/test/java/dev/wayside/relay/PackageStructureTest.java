package dev.wayside.relay;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The size of the relay's packages, and the arrows between them. */
class PackageStructureTest {

    private static final String RELAY = "dev.wayside.relay";

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
                .importPackages(RELAY);
    }

    @Test
    void noPackageIsLarge() {
        assertThat(ours.stream()
                        .filter(JavaClass::isTopLevelClass)
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting())))
                .containsKeys(RELAY, RELAY + ".path")
                .allSatisfy((name, count) -> assertThat(count).as(name).isLessThanOrEqualTo(MAX_TYPES));
    }

    @Test
    void packagesMakeNoCircles() {
        // The root, which this pattern leaves out, is the top of the layers below.
        SlicesRuleDefinition.slices()
                .matching(RELAY + ".(**)")
                .should()
                .beFreeOfCycles()
                .check(ours);
    }

    @Test
    void arrowsPointDownwards() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("program")
                .definedBy(RELAY)
                .layer("lab")
                .definedBy(RELAY + ".lab..")
                .layer("status")
                .definedBy(RELAY + ".status")
                .layer("run")
                .definedBy(RELAY + ".run")
                .layer("feed")
                .definedBy(RELAY + ".feed")
                .layer("raw")
                .definedBy(RELAY + ".raw")
                .layer("stream")
                .definedBy(RELAY + ".stream")
                .layer("path")
                .definedBy(RELAY + ".path")
                .layer("routing")
                .definedBy(RELAY + ".routing")
                .layer("reload")
                .definedBy(RELAY + ".reload")
                .layer("loop")
                .definedBy(RELAY + ".loop")
                .layer("decision")
                .definedBy(RELAY + ".session..", RELAY + ".schedule", RELAY + ".context", RELAY + ".history")
                .layer("message")
                .definedBy(RELAY + ".message")
                .whereLayer("program")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("lab")
                .mayOnlyBeAccessedByLayers("program")
                .whereLayer("status")
                .mayOnlyBeAccessedByLayers("program")
                .whereLayer("run")
                .mayOnlyBeAccessedByLayers("status", "program")
                .whereLayer("feed")
                .mayOnlyBeAccessedByLayers("run", "status")
                .whereLayer("raw")
                .mayOnlyBeAccessedByLayers("run")
                .whereLayer("stream")
                .mayOnlyBeAccessedByLayers("run")
                .whereLayer("path")
                .mayOnlyBeAccessedByLayers("raw", "run", "status")
                .whereLayer("routing")
                .mayOnlyBeAccessedByLayers("raw", "lab", "program")
                .whereLayer("reload")
                .mayOnlyBeAccessedByLayers("path", "feed", "run", "status")
                .whereLayer("loop")
                .mayOnlyBeAccessedByLayers("routing", "path", "stream", "raw", "feed", "run", "program")
                .check(ours);
    }
}
