package dev.wayside.relay.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.wayside.relay.Seeds;
import org.junit.jupiter.api.Test;

class SharingOrderTest {

    private static final long STEP_NANOS = 1_000_000;

    @Test
    void usersShareByTheirWeightsHoweverManyFlowsTheyHave() {
        Seeds.forEach(20, random -> {
            SharingOrder<String> order = new SharingOrder<>(SharingRule.PROPORTIONAL);
            double weight = 1 + random.nextInt(4);
            FlowClass one = flow("one", 0, 1, 0);
            FlowClass other = flow("other", 5, weight, 0);
            order.add("one-a", one);
            for (int i = 0; i < 7; i++) {
                order.add("other-" + i, other);
            }
            Map<String, Long> bytes = serve(order, Map.of("one", one, "other", other), 20_000);
            double ratio = (double) bytes.get("other") / bytes.get("one");
            assertThat(ratio).isCloseTo(weight, within(0.05 * weight));
        });
    }

    @Test
    void strictPriorityServesTheUrgentUserAlone() {
        SharingOrder<String> order = new SharingOrder<>(SharingRule.STRICT);
        FlowClass urgent = flow("urgent", 0, 1, 0);
        FlowClass ordinary = flow("ordinary", 1, 100, 0);
        order.add("ordinary-a", ordinary);
        order.add("urgent-a", urgent);
        assertThat(serve(order, Map.of("urgent", urgent, "ordinary", ordinary), 1_000))
                .doesNotContainKey("ordinary");
    }

    @Test
    void aGuaranteeIsMetBeforeTheRestIsShared() {
        SharingOrder<String> order = new SharingOrder<>(SharingRule.PROPORTIONAL);
        FlowClass guaranteed = flow("guaranteed", 0, 1, 6e6);
        FlowClass heavy = flow("heavy", 0, 100, 0);
        order.add("guaranteed-a", guaranteed);
        order.add("heavy-a", heavy);
        // 1,250 bytes a millisecond are 10 Mbit/s in all.
        Map<String, Long> bytes = serve(order, Map.of("guaranteed", guaranteed, "heavy", heavy), 20_000);
        assertThat(bytes.get("guaranteed") * 8 / 20.0).isCloseTo(6e6, within(0.3e6));
    }

    @Test
    void whateverTheRestDoesEachGuaranteeIsMetAndWhatIsLeftIsSharedByWeight() {
        Seeds.forEach(50, random -> {
            SharingRule rule = SharingRule.values()[random.nextInt(2)];
            SharingOrder<String> order = new SharingOrder<>(rule);
            Map<String, FlowClass> classes = new HashMap<>();
            int users = 2 + random.nextInt(6);
            double leftBps = 9e6;
            for (int i = 0; i < users; i++) {
                double guaranteedBps = random.nextBoolean() ? random.nextDouble() * leftBps / 2 : 0;
                leftBps -= guaranteedBps;
                FlowClass user = flow("u" + i, random.nextInt(3), 0.1 + 10 * random.nextDouble(), guaranteedBps);
                classes.put(user.user(), user);
                for (int flow = 0; flow <= random.nextInt(4); flow++) {
                    order.add(user.user() + "-" + flow, user);
                }
            }
            // 1,250 bytes a millisecond are 10 Mbit/s in all.
            Map<String, Long> bytes = serve(order, classes, 20_000);
            classes.values()
                    .forEach(user -> assertThat(bps(bytes, user))
                            .as("%s of %s", user, classes)
                            .isGreaterThan(0.97 * user.guaranteedBps() - 20_000));
            assertEachHasItsGuaranteeOrTheCommonShare(rule, classes, bytes);
        });
    }

    /** No weight is given more than another's that got more than it was guaranteed. */
    private static void assertEachHasItsGuaranteeOrTheCommonShare(
            SharingRule rule, Map<String, FlowClass> classes, Map<String, Long> bytes) {
        List<FlowClass> above = classes.values().stream()
                .filter(user -> bps(bytes, user) > 1.05 * user.guaranteedBps() + 50_000)
                .toList();
        assertThat(above).isNotEmpty();
        if (rule == SharingRule.STRICT) {
            assertThat(above)
                    .extracting(FlowClass::priority)
                    .containsOnly(classes.values().stream()
                            .mapToInt(FlowClass::priority)
                            .min()
                            .orElseThrow());
        }
        double share = bps(bytes, above.get(0)) / above.get(0).weight();
        assertThat(above)
                .allSatisfy(user -> assertThat(bps(bytes, user) / user.weight())
                        .isCloseTo(share, within(0.1 * share + 50_000 / user.weight())));
    }

    private static double bps(Map<String, Long> bytes, FlowClass user) {
        return bytes.getOrDefault(user.user(), 0L) * 8 / 20.0;
    }

    @Test
    void aGuaranteeIsOfWhatArrivesAndNotOfItsCopies() {
        SharingOrder<String> order = new SharingOrder<>(SharingRule.PROPORTIONAL);
        FlowClass copied = flow("copied", 0, 1, 3e6);
        FlowClass heavy = flow("heavy", 0, 100, 0);
        order.add("copied", copied);
        order.add("heavy", heavy);
        double bytes = 0;
        // 10 Mbit/s in all: a packet that is copied takes as long as two.
        for (long now = 0; now < 20_000 * STEP_NANOS; now += STEP_NANOS) {
            String next = order.poll(now).orElseThrow();
            boolean isCopied = next.equals("copied");
            order.served(isCopied ? copied : heavy, 1_250, isCopied ? 1_250 : 0, now);
            order.add(next, isCopied ? copied : heavy);
            bytes += isCopied ? 1_250 : 0;
            now += isCopied ? STEP_NANOS : 0;
        }
        assertThat(bytes * 8 / 20).isCloseTo(3e6, within(0.15e6));
    }

    @Test
    void aGuaranteeForSomeOfAUsersFlowsIsNotUsedUpByTheOthers() {
        SharingOrder<String> order = new SharingOrder<>(SharingRule.PROPORTIONAL);
        FlowClass shell = flow("user", 0, 1, 2e6);
        FlowClass bulk = flow("user", 0, 1, 0);
        for (int i = 0; i < 19; i++) {
            order.add("bulk-" + i, bulk);
        }
        order.add("shell-a", shell);
        double shellBytes = 0;
        for (int i = 0; i < 20_000; i++) {
            String next = order.poll(i * STEP_NANOS).orElseThrow();
            FlowClass flowClass = next.startsWith("shell") ? shell : bulk;
            order.served(flowClass, 1_250, 0, i * STEP_NANOS);
            order.add(next, flowClass);
            shellBytes += flowClass == shell ? 1_250 : 0;
        }
        // By turns it would be a twentieth of 10 Mbit/s. Who begins is ahead by what counts of the past.
        assertThat(shellBytes * 8 / 20).isBetween(1.95e6, 2.2e6);
    }

    @Test
    void aFlowThatChangesItsClassWaitsUnderTheNewOne() {
        SharingOrder<String> order = new SharingOrder<>(SharingRule.STRICT);
        FlowClass urgent = flow("user", 0, 1, 0);
        FlowClass ordinary = flow("user", 1, 1, 0);
        order.add("first", ordinary);
        order.add("second", urgent);
        order.add("third", ordinary);
        assertThat(order.waiting()).containsExactly("first", "second", "third");
        order.remove("second", urgent);
        order.add("second", ordinary);
        order.remove("third", ordinary);
        order.remove("third", ordinary);
        order.add("third", urgent);
        assertThat(order.poll(0)).contains("third");
        assertThat(order.poll(0)).contains("first");
        assertThat(order.poll(0)).contains("second");
        assertThat(order.poll(0)).isEmpty();
    }

    @Test
    void aUsersFlowsTakeTurnsAcrossClasses() {
        SharingOrder<String> order = new SharingOrder<>(SharingRule.PROPORTIONAL);
        FlowClass page = flow("user", 0, 4, 0);
        FlowClass bulk = flow("user", 1, 1, 0);
        order.add("bulk-a", bulk);
        order.add("page-a", page);
        order.add("bulk-b", bulk);
        StringBuilder turns = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            String next = order.poll(i).orElseThrow();
            turns.append(next).append(' ');
            FlowClass flowClass = next.startsWith("page") ? page : bulk;
            order.served(flowClass, 100, 0, i);
            order.add(next, flowClass);
        }
        assertThat(turns).hasToString("bulk-a page-a bulk-b bulk-a page-a bulk-b ");
    }

    @Test
    void flowsThatBelongTogetherTakeOneTurnAmongTheirUsersFlows() {
        SharingOrder<String> order = new SharingOrder<>(SharingRule.PROPORTIONAL);
        FlowClass alone = flow("user", 0, 1, 0);
        FlowClass group = new FlowClass("user", 0, 1, 0, SchedulerKind.MIN_RTT, Optional.of("to one server"));
        Map<String, Long> bytes = new HashMap<>();
        for (int i = 0; i < 8; i++) {
            order.add("group-" + i, group);
        }
        order.add("alone-a", alone);
        order.add("alone-b", alone);
        for (int i = 0; i < 2_400; i++) {
            String next = order.poll(i * STEP_NANOS).orElseThrow();
            FlowClass flowClass = next.startsWith("alone") ? alone : group;
            order.served(flowClass, 1_250, 0, i * STEP_NANOS);
            order.add(next, flowClass);
            bytes.merge(next, 1L, Long::sum);
        }
        assertThat(bytes.get("alone-a")).isBetween(795L, 805L);
        assertThat(bytes.get("alone-b")).isBetween(795L, 805L);
        for (int i = 0; i < 8; i++) {
            assertThat(bytes.get("group-" + i)).isBetween(98L, 102L);
        }
    }

    @Test
    void aGuaranteeIsNotMultipliedByGroups() {
        SharingOrder<String> order = new SharingOrder<>(SharingRule.PROPORTIONAL);
        FlowClass heavy = flow("heavy", 0, 1_000, 0);
        order.add("heavy", heavy);
        Map<String, FlowClass> classes = new HashMap<>(Map.of("heavy", heavy));
        for (int i = 0; i < 4; i++) {
            FlowClass group = new FlowClass("user", 0, 1, 2e6, SchedulerKind.MIN_RTT, Optional.of("server " + i));
            classes.put("group" + i, group);
            order.add("group" + i, group);
        }
        double groupBytes = 0;
        for (int i = 0; i < 20_000; i++) {
            String next = order.poll(i * STEP_NANOS).orElseThrow();
            order.served(classes.get(next), 1_250, 0, i * STEP_NANOS);
            order.add(next, classes.get(next));
            groupBytes += next.equals("heavy") ? 0 : 1_250;
        }
        assertThat(groupBytes * 8 / 20).isBetween(1.95e6, 2.2e6);
    }

    @Test
    void aUsersFlowsTakeTurns() {
        SharingOrder<String> order = new SharingOrder<>(SharingRule.PROPORTIONAL);
        FlowClass user = flow("user", 0, 1, 0);
        order.add("a", user);
        order.add("b", user);
        order.add("c", user);
        StringBuilder turns = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            String next = order.poll(i).orElseThrow();
            turns.append(next);
            order.served(user, 100, 0, i);
            order.add(next, user);
        }
        assertThat(turns).hasToString("abcabc");
    }

    private static Map<String, Long> serve(SharingOrder<String> order, Map<String, FlowClass> classes, int steps) {
        Map<String, Long> bytes = new HashMap<>();
        for (int i = 0; i < steps; i++) {
            String flow = order.poll(i * STEP_NANOS).orElseThrow();
            FlowClass flowClass = classes.get(flow.split("-")[0]);
            order.served(flowClass, 1_250, 0, i * STEP_NANOS);
            order.add(flow, flowClass);
            bytes.merge(flowClass.user(), 1_250L, Long::sum);
        }
        return bytes;
    }

    private static FlowClass flow(String user, int priority, double weight, double guaranteedBps) {
        return new FlowClass(user, priority, weight, guaranteedBps, SchedulerKind.MIN_RTT);
    }
}
