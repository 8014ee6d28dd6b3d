package dev.wayside.relay.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;

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
            order.served(user, 100, i);
            order.add(next, user);
        }
        assertThat(turns).hasToString("abcabc");
    }

    private static Map<String, Long> serve(SharingOrder<String> order, Map<String, FlowClass> classes, int steps) {
        Map<String, Long> bytes = new HashMap<>();
        for (int i = 0; i < steps; i++) {
            String flow = order.poll(i * STEP_NANOS).orElseThrow();
            FlowClass flowClass = classes.get(flow.split("-")[0]);
            order.served(flowClass, 1_250, i * STEP_NANOS);
            order.add(flow, flowClass);
            bytes.merge(flowClass.user(), 1_250L, Long::sum);
        }
        return bytes;
    }

    private static FlowClass flow(String user, int priority, double weight, double guaranteedBps) {
        return new FlowClass(user, priority, weight, guaranteedBps, SchedulerKind.MIN_RTT);
    }
}
