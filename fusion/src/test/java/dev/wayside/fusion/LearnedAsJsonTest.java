package dev.wayside.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** All that is learned is written and read by a plain ObjectMapper, without annotations or modules. */
class LearnedAsJsonTest {

    private static final Domain DOMAIN = Domain.logarithmic(0.01);

    @Test
    void whatIsReadIsWhatWasWritten() throws JsonProcessingException {
        List<Outcome> outcomes = outcomes();
        assertSameAfterJson(VarianceCurve.learn(Source.HISTORY, ErrorPredictor.CONFIDENCE, DOMAIN, outcomes)
                .orElseThrow());
        assertSameAfterJson(ErrorCovariance.learn(List.of(Source.HISTORY, Source.MEAN_5S), DOMAIN, outcomes)
                .orElseThrow());
        LinearStack stack = LinearStack.learn(List.of(Source.HISTORY, Source.MEAN_5S), DOMAIN, outcomes)
                .orElseThrow();
        assertSameAfterJson(stack);
        FusionRule rule = FusionRule.linearStack(stack);
        assertSameAfterJson(IntervalCalibration.learn(
                        DOMAIN,
                        outcomes.stream()
                                .map(outcome ->
                                        new IntervalCalibration.Row(rule.fuse(outcome.sources()), outcome.truth()))
                                .toList())
                .orElseThrow());
    }

    @Test
    void soAreTheModelsOfEvents() throws JsonProcessingException {
        Random random = new Random(2);
        List<EventModel.Row> rows = new ArrayList<>();
        List<ProbabilityCalibration.Row> scores = new ArrayList<>();
        for (int row = 0; row < 300; row++) {
            rows.add(new EventModel.Row(Map.of("rsrp", random.nextDouble()), random.nextBoolean()));
            scores.add(new ProbabilityCalibration.Row(random.nextDouble(), random.nextBoolean()));
        }
        assertSameAfterJson(EventModel.learn(rows).orElseThrow());
        assertSameAfterJson(ProbabilityCalibration.learn(scores).orElseThrow());
    }

    private static List<Outcome> outcomes() {
        Random random = new Random(1);
        List<Outcome> outcomes = new ArrayList<>();
        for (int row = 0; row < 300; row++) {
            double truth = Math.exp(random.nextGaussian());
            outcomes.add(new Outcome(
                    List.of(
                            Source.history(truth * random.nextDouble(), OptionalDouble.empty(), random.nextDouble()),
                            Source.of(Source.MEAN_5S, truth + random.nextDouble(), 1)),
                    truth));
        }
        return outcomes;
    }

    private static void assertSameAfterJson(Object learned) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        assertThat((Object) json.readValue(json.writeValueAsString(learned), learned.getClass()))
                .isEqualTo(learned);
    }
}
