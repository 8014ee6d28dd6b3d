package dev.wayside.relay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.FlowEnds;
import dev.wayside.relay.schedule.FlowKind;
import dev.wayside.relay.schedule.LinkState;
import dev.wayside.relay.schedule.SchedulerKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {

    private static final String EDGE = """
            intercept: {device: lan, rules: [{servers: [10.9.0.0/16], by: pass}, {by: stream}]}
            uplinks:
              - {device: wwan0, carrier: cmcc}
            cloud: ["192.0.2.1:7000"]
            authentication: {keyFile: key}
            policy:
              - {ports: [22], user: shell, priority: 0, scheduler: urgent}
              - {clients: [10.1.0.0/24], weight: 3}
            """;

    @Test
    void whatIsWrittenIsReadAndTheRestIsDefault() throws Exception {
        EdgeConfig edge = ConfigFile.parse(EDGE, "edge.yaml", EdgeConfig.class);
        assertThat(edge.uplinks()).extracting(Uplink::device).containsExactly("wwan0");
        assertThat(edge.intercept().acceptPort()).isEqualTo(15_000);
        assertThat(edge.intercept().isFailOpen()).isTrue();
        assertThat(edge.status()).isEmpty();
    }

    @Test
    void theExamplesAreRead() throws Exception {
        EdgeConfig edge = ConfigFile.read(Path.of("edge-example.yaml"), EdgeConfig.class);
        assertThat(edge.firstPolicy().rules()).hasSize(4);
        CloudConfig cloud = ConfigFile.read(Path.of("cloud-example.yaml"), CloudConfig.class);
        assertThat(cloud.firstPolicy().rules()).isEmpty();
    }

    @Test
    void historyAndSignalAreRead() throws Exception {
        EdgeConfig edge = ConfigFile.parse(EDGE + """
                history: {url: "http://127.0.0.1:8080", token: wayside_x, report: {spool: /var/spool/wayside}}
                signal:
                  replay: {logs: [a.csv], at: "2026-01-05T07:00:00Z"}
                  modems: [{carrier: cmcc, signal: [mmcli, -m, "0"], location: [mmcli]}]
                """, "edge.yaml", EdgeConfig.class);
        HistoryConfig history = edge.history().orElseThrow();
        assertThat(history.answerTimeoutMillis()).isEqualTo(500);
        assertThat(history.askIntervalMillis()).isEqualTo(250);
        assertThat(history.minOutageShare()).isEqualTo(0.5);
        assertThat(history.report().orElseThrow().reportIntervalSeconds()).isEqualTo(60);
        assertThat(edge.signal().orElseThrow().pollIntervalMillis()).isEqualTo(1_000);
        assertThat(edge.signal().orElseThrow().replay().orElseThrow().beginsAt())
                .isPresent();
    }

    @Test
    void mistakesInHistoryAndSignalAreNamed() {
        assertMistake(EDGE + "history: {url: 8080}", "history", "http://127.0.0.1:8080");
        assertMistake(EDGE + "history: {}", "'url' is missing");
        assertMistake(EDGE + "history: {url: 'http://a', outageShare: 0}", "outageShare");
        assertMistake(EDGE + "history: {url: 'http://a', intervalMillis: 0}", "intervalMillis");
        assertMistake(EDGE + "history: {url: 'http://a', report: {}}", "'spool' is missing");
        assertMistake(EDGE + "signal: {replay: {logs: []}}", "'logs'");
        assertMistake(EDGE + "signal: {replay: {logs: [a], at: noon}}", "noon");
        assertMistake(EDGE + "signal: {modems: [{carrier: cmcc}]}", "cmcc", "mmcli");
    }

    @Test
    void theFirstRuleThatMatchesDecides() throws Exception {
        EdgeConfig edge = ConfigFile.parse(EDGE, "edge.yaml", EdgeConfig.class);
        Policy policy = new Policy(edge.kinds(), edge.policy());
        assertThat(classify(policy, ends("10.1.0.7", 22)))
                .isEqualTo(new FlowClass("shell", 0, 1, 0, SchedulerKind.URGENT));
        assertThat(classify(policy, ends("10.1.0.7", 80)))
                .isEqualTo(new FlowClass("10.1.0.7", 1, 3, 0, SchedulerKind.UTILITY));
        assertThat(classify(policy, ends("10.1.1.7", 80)))
                .isEqualTo(new FlowClass("10.1.1.7", 1, 1, 0, SchedulerKind.UTILITY));
    }

    @Test
    void rulesMatchTheKindTheProtocolAndTheState() throws Exception {
        Policy policy = Policy.parse("""
                kinds:
                  - {kind: control, protocol: udp, ports: [5004]}
                policy:
                  - {when: {maxCarriersUp: 1}, kinds: [bulk], user: bulk, weight: 0.1}
                  - {when: {outagePredicted: true, historyAvailable: true}, kinds: [short, html], scheduler: urgent}
                  - {kinds: [control], protocol: udp, priority: 0, guaranteedMbps: 0.5}
                """, "policy");
        FlowEnds tcp = ends("10.1.0.7", 5004);
        FlowEnds udp = new FlowEnds(17, tcp.client(), tcp.server());
        assertThat(policy.presumedKind(udp)).contains(FlowKind.CONTROL);
        assertThat(policy.presumedKind(tcp)).isEmpty();
        LinkState one = new LinkState(1, false, true);
        LinkState two = new LinkState(2, true, true);
        FlowClass ordinary = new FlowClass("10.1.0.7", 1, 1, 0, SchedulerKind.UTILITY);
        assertThat(policy.classify(tcp, FlowKind.BULK, one))
                .isEqualTo(new FlowClass("bulk", 1, 0.1, 0, SchedulerKind.UTILITY));
        assertThat(policy.classify(tcp, FlowKind.BULK, two)).isEqualTo(ordinary);
        assertThat(policy.classify(tcp, FlowKind.HTML, one)).isEqualTo(ordinary);
        assertThat(policy.classify(tcp, FlowKind.HTML, new LinkState(2, true, false)))
                .isEqualTo(ordinary);
        assertThat(policy.classify(tcp, FlowKind.HTML, two).scheduler()).isEqualTo(SchedulerKind.URGENT);
        assertThat(policy.classify(tcp, FlowKind.CONTROL, two)).isEqualTo(ordinary);
        assertThat(policy.classify(udp, FlowKind.CONTROL, two))
                .isEqualTo(new FlowClass("10.1.0.7", 0, 1, 0.5e6, SchedulerKind.UTILITY));
    }

    @Test
    void flowsOfAClientWithAServerShareATurnIfARuleSetsIt() throws Exception {
        Policy policy =
                Policy.parse("policy: [{together: true, ports: [80, 443]}, {ports: [22], together: false}]", "p");
        FlowClass page = classify(policy, ends("10.1.0.7", 443));
        assertThat(page.group()).isPresent();
        assertThat(classify(policy, ends("10.1.0.7", 80))).isEqualTo(page);
        assertThat(classify(policy, ends("10.1.0.8", 443)).group()).isPresent().isNotEqualTo(page.group());
        assertThat(classify(policy, ends("10.1.0.7", 22)).group()).isEmpty();
        assertThat(classify(policy, ends("10.1.0.7", 25)).group()).isEmpty();
    }

    @Test
    void theUsualPortsDecideTheKindUnlessOthersAreNamed() throws Exception {
        EdgeConfig usual = ConfigFile.parse(EDGE, "edge.yaml", EdgeConfig.class);
        Policy policy = new Policy(usual.kinds(), usual.policy());
        assertThat(policy.presumedKind(ends("10.1.0.7", 22))).contains(FlowKind.CONTROL);
        assertThat(policy.presumedKind(ends("10.1.0.7", 443))).contains(FlowKind.HTML);
        assertThat(policy.presumedKind(ends("10.1.0.7", 9999))).isEmpty();
        Policy none = Policy.parse("{kinds: [], policy: []}", "policy");
        assertThat(none.presumedKind(ends("10.1.0.7", 22))).isEmpty();
    }

    @Test
    void aPolicyIsWrittenAsItIsRead() throws Exception {
        Policy policy = Policy.parse(
                "policy: [{when: {historyAvailable: false}, clients: [10.1.0.0/24], kinds: [bulk], scheduler: ecf, weight: 2}]",
                "policy");
        assertThat(policy.toJson())
                .contains("\"policy\":[{\"when\":{\"historyAvailable\":false},\"clients\":[\"10.1.0.0/24\"],"
                        + "\"kinds\":[\"bulk\"],\"weight\":2.0,\"scheduler\":\"ecf\"}]");
        assertThat(Policy.parse(policy.toJson(), "policy")).isEqualTo(policy);
    }

    @Test
    void mistakesInThePolicyAreNamed() {
        String rule = "{clients: [10.1.0.0/24], weight: 3}";
        assertMistake(EDGE.replace(rule, "{kinds: [video]}"), "line 8", "video", "BULK");
        assertMistake(EDGE.replace(rule, "{kind: bulk}"), "'kind'", "kinds");
        assertMistake(EDGE.replace(rule, "{when: {}}"), "'when' is empty", "maxCarriersUp");
        assertMistake(EDGE.replace(rule, "{when: {maxCarriersUp: -1}}"), "maxCarriersUp", "-1");
        assertMistake(EDGE.replace(rule, "{when: {history: gone, maxCarriersUp: 1}}"), "'history'", "historyAvailable");
        assertMistake(EDGE.replace(rule, "{protocol: icmp, ports: [1]}"), "icmp has no ports");
        assertMistake(EDGE.replace(rule, "{ports: [70000]}"), "port 70000 is out of range");
        assertMistake(EDGE + "kinds: [{ports: [22]}]", "'kind' is missing");
        assertThatThrownBy(() -> Policy.parse("kinds: []", "body")).hasMessageContaining("'policy' is missing");
    }

    @Test
    void mistakesAreNamedWithTheirPlace() {
        assertMistake(EDGE.replace("uplinks", "uplink"), "edge.yaml", "uplink");
        assertMistake(EDGE.replace("192.0.2.1:7000", "192.0.2.1"), "line 4", "192.0.2.1", "an address and a port");
        assertMistake(EDGE.replace("/16", "/160"), "line 1", "10.9.0.0/160");
        assertMistake(EDGE.replace("{keyFile: key}", "{}"), "keyFile");
        assertMistake(EDGE.replace("urgent", "fastest"), "line 7", "fastest");
        assertMistake(EDGE.replace("device: wwan0, ", ""), "'device' is missing");
        assertMistake(EDGE.replace("weight: 3", "weight: 0"), "line 8", "'weight' must be above 0");
        assertMistake(EDGE.replace("weight: 3", "priority: -1"), "'priority' must be 0");
        assertMistake(EDGE.replace("weight: 3", "guaranteedMbps: -1"), "'guaranteedMbps' must be 0 or above");
        assertMistake("", "is empty");
        assertMistake("{", "edge.yaml");
    }

    @Test
    void whatIsEmptyIsNamed() {
        for (String nothing : new String[] {"", " \n", "~", "null", "# a comment", "---\n"}) {
            assertMistake(nothing, "edge.yaml");
            assertThatThrownBy(() -> Policy.parse(nothing, "policy"))
                    .as("'%s'", nothing)
                    .isInstanceOf(ConfigException.class);
        }
        assertMistake("~", "edge.yaml: is empty");
        String uplink = "  - {device: wwan0, carrier: cmcc}\n";
        assertMistake(EDGE.replace(uplink, uplink + "  - ~\n"), "line 1", "entry 2 of 'uplinks' is empty");
        assertMistake(EDGE.replace("[10.1.0.0/24]", "[~]"), "line 8", "entry 1 of 'clients' is empty");
        assertMistake(EDGE.replace("[22]", "[~]"), "line 7", "entry 1 of 'ports' is empty");
        assertMistake(EDGE.replace("[\"192.0.2.1:7000\"]", "[~]"), "entry 1 of 'cloud' is empty");
        assertMistake(EDGE.replace("{by: stream}", "~"), "line 1", "entry 2 of 'rules' is empty");
        assertMistake(EDGE + "kinds: [~]", "entry 1 of 'kinds' is empty");
        assertThatThrownBy(() -> Policy.parse("policy: [~]", "policy"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("entry 1 of 'policy' is empty");
    }

    @Test
    void aSettingThatOccursTwiceIsRefused() {
        assertMistake(EDGE + "cloud: ['192.0.2.2:7000']\n", "line 9", "'cloud'");
        assertMistake(EDGE.replace("weight: 3", "weight: 3, weight: 4"), "line 8", "'weight'");
    }

    @Test
    void portsThatCannotBeAreNamedWithTheirPlace() {
        assertMistake(EDGE.replace("{device: lan,", "{device: lan, port: 0,"), "line 1", "port 0 is out of range");
        assertMistake(
                EDGE.replace("{device: lan,", "{device: lan, port: 65536,"), "line 1", "port 65536 is out of range");
        assertMistake(EDGE + "status: '127.0.0.1:70000'", "line 9", "status", "port 70000 is out of range");
        assertMistake(EDGE + "status: '127.0.0.1:0'", "status", "port 0 is out of range");
        assertMistake(EDGE.replace(":7000", ":99999"), "line 4", "port 99999 is out of range");
        assertThatThrownBy(() -> ConfigFile.parse(
                        "{listen: ['0.0.0.0:0'], authentication: {keyFile: key}}", "cloud.yaml", CloudConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("listen", "port 0 is out of range");
    }

    @Test
    void congestionControlIsOneThatTheKernelHas() throws Exception {
        Path available = Path.of("/proc/sys/net/ipv4/tcp_available_congestion_control");
        assumeTrue(Files.isReadable(available));
        String some = Files.readString(available).strip().split("\\s+")[0];
        String other = EDGE.replace("cmcc", "cmcc, congestionControl: swift");
        assertMistake(other, "line 3", "swift", some, "modprobe tcp_swift");
        ConfigFile.parse(other.replace("swift", some), "edge.yaml", EdgeConfig.class);
        assertThatThrownBy(() -> ConfigFile.parse(
                        "{listen: ['0.0.0.0:7000'], authentication: {keyFile: key}, congestionControl: swift}",
                        "cloud.yaml",
                        CloudConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("swift", some);
    }

    @Test
    void aFolderIsNotAConfiguration(@TempDir Path folder) {
        assertThatThrownBy(() -> ConfigFile.read(folder, EdgeConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(folder.toString(), "folder");
    }

    @Test
    void theOperatorChoosesWhatIsCarriedHow() throws Exception {
        Interception all = ConfigFile.parse("device: lan", "x", Interception.class);
        assertThat(all.uses(Handling.STREAM)).isTrue();
        assertThat(all.uses(Handling.RAW)).isFalse();
        String rules = "{device: lan, rules: [{by: raw, protocol: udp, ports: [443], servers: [192.0.2.0/24]}]}";
        Interception some = ConfigFile.parse(rules, "x", Interception.class);
        assertThat(some.uses(Handling.STREAM)).isFalse();
        assertThat(some.uses(Handling.RAW)).isTrue();
        assertMistake(EDGE.replace("by: stream", "by: stream, protocol: udp"), "stream carries TCP only", "udp", "raw");
        assertMistake(EDGE.replace("by: stream", "by: raw, protocol: icmp, ports: [1]"), "icmp has no ports");
        assertMistake(EDGE.replace("by: stream", "by: raw, protocol: gre"), "'gre'", "tcp, udp, icmp, any");
        assertMistake(EDGE.replace("by: stream", "ports: [80]"), "'by' is missing");
        assertMistake(EDGE.replace("by: stream", "by: raw, ports: [0]"), "port 0 is out of range");
        assertMistake(EDGE.replace("by: stream", "by: raw, servers: ['2001:db8::/32']"), "is IPv6");
    }

    @Test
    void wholePacketsNeedAnInterface() {
        String cloud = "{listen: ['0.0.0.0:7000'], authentication: {keyFile: key}, raw: true}";
        assertThatThrownBy(() -> ConfigFile.parse(cloud, "cloud.yaml", CloudConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'raw' needs 'device'");
    }

    private static void assertMistake(String yaml, String... named) {
        assertThatThrownBy(() -> ConfigFile.parse(yaml, "edge.yaml", EdgeConfig.class))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(named);
    }

    private static FlowClass classify(Policy policy, FlowEnds ends) {
        return policy.classify(ends, FlowKind.SHORT, LinkState.none());
    }

    private static FlowEnds ends(String client, int port) throws Exception {
        return FlowEnds.ofTcp(
                new InetSocketAddress(InetAddress.getByName(client), 40_000),
                new InetSocketAddress(InetAddress.getByName("10.2.0.2"), port));
    }
}
