package dev.rollcall.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The domain knows the JDK alone, the adapters know the domain but not one another. */
class ArchitectureTest {
  private static final List<String> EVERYWHERE = List.of("java..", "org.jspecify..");
  private static final String REGISTRY = "dev.rollcall.registry..";
  private static final String FIXTURE = "dev.rollcall.server.fixture";

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.rollcall");

  @ParameterizedTest
  @MethodSource("arrows")
  void modulesUseWhatTheyMay(ArchRule arrow) {
    arrow.check(PROGRAM);
  }

  /** All that a module may use besides itself and the JDK. */
  static Stream<ArchRule> arrows() {
    return Stream.of(
        onlyUse(REGISTRY, List.of()),
        onlyUse("dev.rollcall.cluster..", List.of(REGISTRY, "com.hazelcast..", "org.slf4j..")),
        onlyUse(
            "dev.rollcall.api..",
            List.of(
                REGISTRY,
                "io.vertx..",
                "io.netty.handler.codec", // what a Vert.x request holds when it is malformed
                "com.fasterxml.jackson.core..",
                "org.slf4j..")),
        onlyUse("dev.rollcall.dns..", List.of(REGISTRY, "org.xbill.DNS..", "org.slf4j..")),
        onlyUse("dev.rollcall.health..", List.of(REGISTRY, "io.vertx..", "javax.net.ssl")));
  }

  @Test
  void packagesFormNoCycle() {
    noCycle("dev.rollcall.(**)").check(PROGRAM);
  }

  @Test
  void namesSayWhatAClassIs() {
    tellingNames().check(PROGRAM);
  }

  @ParameterizedTest
  @MethodSource("rulesThatTheFixtureBreaks")
  void rulesCatchWhatTheyAreFor(ArchRule rule) {
    JavaClasses fixture = new ClassFileImporter().importPackages(FIXTURE);
    assertTrue(rule.evaluate(fixture).hasViolation(), rule::getDescription);
  }

  static Stream<ArchRule> rulesThatTheFixtureBreaks() {
    return Stream.of(
        onlyUse(FIXTURE + "..", List.of()), noCycle(FIXTURE + ".(**)"), tellingNames());
  }

  private static ArchRule onlyUse(String own, List<String> allowed) {
    String[] packages =
        Stream.of(List.of(own), allowed, EVERYWHERE).flatMap(List::stream).toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(own)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(packages);
  }

  private static ArchRule noCycle(String slice) {
    return slices().matching(slice).should().beFreeOfCycles();
  }

  private static ArchRule tellingNames() {
    return noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveNameMatching(".*(Utils?|Helpers?|Managers?|Commons?)");
  }
}
