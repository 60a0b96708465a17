package io.fumarole.app.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShould;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/// The house of `docs/architecture.md`, held: who may see whom, and what stays pure.
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(
              location -> !location.contains("/test-classes/") && !location.contains("-tests.jar"))
          // What JMH's annotation processor writes beside the benchmarks.
          .withImportOption(location -> !location.contains("/jmh_generated/"))
          .importPackages("io.fumarole");

  private static final String PROTOCOL_PREFIX = "io.fumarole.protocol.";

  private static final String[] SQL = {
    "java.sql..", "javax.sql..", "org.jdbi..", "com.zaxxer..", "org.flywaydb..", "org.sqlite.."
  };
  private static final String[] HTTP_SERVER = {
    "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet.."
  };

  /// The JDK's own, enough for a peer that plays from a script.
  private static final String PLAIN_HTTP_SERVER = "com.sun.net.httpserver..";

  /// Classes of `java.net` that only look at text.
  private static final Set<String> NET_TEXT =
      Set.of("URI", "URISyntaxException", "URLDecoder", "URLEncoder");

  private static final Set<String> SYSTEM_VALUES = Set.of("arraycopy", "identityHashCode");

  @Test
  void modulesSeeOnlyThoseBelowThem() {
    check(
        layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.fumarole..")
            .ensureAllClassesAreContainedInArchitecture()
            .layer("protocol")
            .definedBy("io.fumarole.protocol..")
            .layer("firmware")
            .definedBy("io.fumarole.firmware..")
            .layer("campaign")
            .definedBy("io.fumarole.campaign..")
            .layer("storage")
            .definedBy("io.fumarole.storage..")
            .layer("server")
            .definedBy("io.fumarole.server..")
            .layer("agent")
            .definedBy("io.fumarole.agent..")
            .layer("scenario")
            .definedBy("io.fumarole.scenario..")
            .layer("benchmarks")
            .definedBy("io.fumarole.benchmarks..")
            .layer("lab")
            .definedBy("io.fumarole.lab..")
            .layer("app")
            .definedBy("io.fumarole.app..")
            .whereLayer("protocol")
            .mayNotAccessAnyLayer()
            .whereLayer("firmware")
            .mayOnlyAccessLayers("protocol")
            .whereLayer("campaign")
            .mayOnlyAccessLayers("protocol", "firmware")
            .whereLayer("storage")
            .mayOnlyAccessLayers("protocol", "firmware", "campaign")
            .whereLayer("server")
            .mayOnlyAccessLayers("protocol", "firmware", "campaign", "storage")
            .whereLayer("agent")
            .mayOnlyAccessLayers("protocol", "firmware")
            .whereLayer("scenario")
            .mayOnlyAccessLayers("protocol")
            .whereLayer("benchmarks")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("lab")
            .mayOnlyAccessLayers("protocol", "firmware", "campaign", "agent", "scenario")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer());
  }

  @Test
  void packagesHaveNoCycles() {
    check(
        slices()
            .matching("io.fumarole.(**)")
            .should()
            .beFreeOfCycles()
            // The package that puts the server together also holds helpers that its rooms share.
            .ignoreDependency(
                resideInAPackage("io.fumarole.server.*.."), resideInAPackage("io.fumarole.server"))
            // Commands and the demo start each other; nothing else sees them.
            .ignoreDependency(
                resideInAPackage("io.fumarole.app.."), resideInAPackage("io.fumarole.app..")));
  }

  /// What each package of protocol may see besides itself; `explain` is for people, and nobody
  /// below it asks it anything.
  private static final Map<String, List<String>> PROTOCOL =
      Map.ofEntries(
          Map.entry("syncml", List.of()),
          Map.entry("dm", List.of("syncml")),
          Map.entry("dm.notification", List.of("syncml", "dm")),
          Map.entry("dm.provisioning", List.of("syncml", "dm.notification")),
          Map.entry("dm.bootstrap", List.of("syncml", "dm", "dm.notification", "dm.provisioning")),
          Map.entry("dm.session", List.of("syncml", "dm")),
          Map.entry("dm.tree", List.of("syncml", "dm", "dm.session")),
          Map.entry("fumo", List.of("syncml", "dm", "dm.session")),
          Map.entry("dlota", List.of("syncml", "fumo")),
          Map.entry("pap", List.of("syncml", "dm.notification")),
          Map.entry(
              "explain",
              List.of("syncml", "dm", "dm.notification", "dm.session", "fumo", "dlota")));

  @Test
  void protocolIsBuiltFromTheMessageUp() {
    PROTOCOL.forEach(
        (name, below) -> {
          DescribedPredicate<JavaClass> allowed = protocol(name);
          for (String other : below) allowed = allowed.or(protocol(other));
          check(
              classes()
                  .that(protocol(name))
                  .should()
                  .onlyDependOnClassesThat(
                      allowed
                          .or(resideOutsideOfPackage("io.fumarole.."))
                          .as("are of %s, or below it: %s", name, below)));
        });
  }

  @Test
  void everyPackageOfProtocolHasItsPlace() {
    assertThat(
            HOUSE.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(PROTOCOL_PREFIX))
                .map(name -> name.substring(PROTOCOL_PREFIX.length()))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(PROTOCOL.keySet());
  }

  @Test
  void protocolNeedsNothingButAnXmlParser() {
    check(
        classes()
            .that()
            .resideInAPackage("io.fumarole.protocol..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "io.fumarole.protocol..",
                "java..",
                "javax.crypto..",
                "javax.xml.stream..",
                "javax.xml.transform..",
                "com.ctc.wstx..",
                "org.codehaus.stax2..",
                "org.jspecify.."));
  }

  @Test
  void onlyStorageKnowsSql() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.fumarole.storage..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(SQL));
  }

  @Test
  void onlyServerKnowsItsHttpServer() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.fumarole.server..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP_SERVER));
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.fumarole.scenario.http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(PLAIN_HTTP_SERVER));
  }

  @Test
  void agentNeedsOnlyWhatADeviceCanCarry() {
    check(
        classes()
            .that()
            .resideInAPackage("io.fumarole.agent..")
            .should()
            .onlyDependOnClassesThat(
                resideInAnyPackage(
                        "io.fumarole.agent..",
                        "io.fumarole.protocol..",
                        "io.fumarole.firmware..",
                        "java..",
                        "javax.net.ssl..",
                        "javax.crypto..",
                        "tools.jackson..",
                        "com.fasterxml.jackson.annotation..",
                        "com.typesafe.config..",
                        "me.tongfei.progressbar..",
                        "org.jspecify..")
                    .and(not(resideInAnyPackage(SQL)))
                    .as("are the JDK's, or of the parts that the agent ships with")));
  }

  /// Maven's side of the same: what the agent's class path can hold is what these three declare.
  @Test
  void agentShipsWithFewJars() {
    assertThat(Poms.shipped("agent"))
        .containsExactlyInAnyOrder(
            "fumarole-protocol", "fumarole-firmware", "jackson-databind", "config", "progressbar");
    assertThat(Poms.shipped("firmware"))
        .containsExactlyInAnyOrder("fumarole-protocol", "jackson-dataformat-cbor");
    assertThat(Poms.shipped("scenario")).containsExactly("fumarole-protocol");
    assertThat(Poms.shipped("protocol")).containsExactly("woodstox-core");
    assertThat(Poms.shipped("")).containsExactly("jspecify");
  }

  @Test
  void coreReadsNoClock() {
    check(core().dependOnClassesThat().areAssignableTo(java.time.Clock.class));
    check(
        core()
            .accessTargetWhere(
                describe(
                    "'now' of java.time",
                    access ->
                        access.getName().equals("now")
                            && access.getTargetOwner().getPackageName().equals("java.time"))));
  }

  @Test
  void coreDrawsNoRandomNumbers() {
    check(
        core()
            .dependOnClassesThat()
            .areAssignableTo(java.util.random.RandomGenerator.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("java.util.random.."));
    check(
        core()
            .accessTargetWhere(
                describe(
                    "random values of Math, UUID and Collections",
                    access ->
                        Set.of("random", "randomUUID", "shuffle").contains(access.getName()))));
  }

  @Test
  void coreDoesNoInputOrOutput() {
    check(
        core()
            .dependOnClassesThat(
                describe("files, channels, sockets or processes", ArchitectureTest::isInput)));
  }

  /// Also no environment, no properties, no printing, no exit: of `System` only the copying of
  /// arrays.
  @Test
  void coreDoesNotTouchTheSystem() {
    check(
        core()
            .accessTargetWhere(
                describe(
                    "System",
                    (JavaAccess<?> access) ->
                        access.getTargetOwner().isEquivalentTo(System.class)
                            && !SYSTEM_VALUES.contains(access.getName()))));
  }

  @Test
  void coreLogsNothingAndStartsNoThread() {
    check(
        core()
            .dependOnClassesThat()
            .areAssignableTo(System.Logger.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.slf4j..", "ch.qos.logback..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.concurrent.Executor.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.util.Timer.class));
  }

  @Test
  void packagesAreNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : HOUSE) {
      JavaPackage in = type.getPackage();
      if (!in.isAnnotatedWith(NullMarked.class)) unmarked.add(in.getName());
    }
    assertThat(unmarked).as("packages without @NullMarked in package-info.java").isEmpty();
  }

  @Test
  void everyModuleOfTheHouseIsJudged() {
    assertThat(HOUSE.stream().map(type -> type.getPackageName().split("\\.")[2]).distinct())
        .containsExactlyInAnyOrderElementsOf(Poms.modules());
  }

  private static void check(ArchRule rule) {
    rule.check(HOUSE);
  }

  private static DescribedPredicate<JavaClass> protocol(String name) {
    return resideInAPackage(PROTOCOL_PREFIX + name);
  }

  /// What takes values and returns values: clock, randomness, storage and network are handed in.
  private static ClassesShould core() {
    return noClasses()
        .that()
        .resideInAnyPackage(
            "io.fumarole.protocol..",
            "io.fumarole.campaign..",
            "io.fumarole.scenario",
            "io.fumarole.scenario.play..")
        .should();
  }

  private static boolean isInput(JavaClass type) {
    String name = type.getSimpleName();
    return switch (type.getPackageName()) {
      case "java.io" -> name.contains("File") || name.equals("Console");
      case "java.net" -> !NET_TEXT.contains(name);
      // A Path is a name; reading it takes Files.
      case "java.nio.file" -> !name.equals("Path");
      case "java.nio.channels", "java.net.http" -> true;
      case "java.lang" -> name.startsWith("Process") || name.equals("Runtime");
      default -> false;
    };
  }
}
