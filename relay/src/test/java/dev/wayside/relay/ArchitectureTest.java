package dev.wayside.relay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the parts of this module may know and be called. */
class ArchitectureTest {

    private static JavaClasses ours;

    @BeforeAll
    static void importOurClasses() {
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        ours = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .withImportOption(location -> !location.contains("test-classes"))
                .importPackages("dev.wayside.relay");
    }

    @Test
    void ofOurModulesTheRelayKnowsFusionAndClientOnly() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.wayside.kvstore..",
                        "dev.wayside.matcher..",
                        "dev.wayside.traceingest..",
                        "dev.wayside.datasets..",
                        "dev.wayside.api..")
                .check(ours);
    }

    @Test
    void whatDecidesKnowsNoSocketsAndNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.wayside.relay.schedule..",
                        "dev.wayside.relay.session..",
                        "dev.wayside.relay.context..",
                        "dev.wayside.relay.history..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "dev.wayside.relay.config..", "java.time..")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(ours);
    }

    @Test
    void whatCarriesBytesKnowsOnlyTheClockThatNeverJumps() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.wayside.relay.message",
                        "dev.wayside.relay.loop",
                        "dev.wayside.relay.path",
                        "dev.wayside.relay.stream",
                        "dev.wayside.relay.raw",
                        "dev.wayside.relay.routing",
                        "dev.wayside.relay.run")
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
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
    void atLeastHalfOfTheTypesAreTheModulesOwnBusiness() {
        List<JavaClass> types = ours.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .toList();
        long ofOthers = types.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();
        assertThat(ofOthers).as("public types among %d", types.size()).isLessThanOrEqualTo(types.size() / 2);
    }
}
