package dev.wayside.relay.schedule;

import java.util.List;

/** The schedulers a policy can name. */
public enum SchedulerKind {
    /** The shortest RTT among paths with room, nothing else: the baseline. */
    MIN_RTT,
    /** One path after the other: a baseline. */
    ROUND_ROBIN,
    /** Everything on every path. */
    REDUNDANT,
    /** Earliest completion first. */
    ECF,
    /** The utility over sets of paths, with predicted outages, tails, idle paths and overtaking. */
    UTILITY,
    /** Like {@link #UTILITY}, with every packet urgent: copies within the budget. */
    URGENT;

    /** Creates the scheduler of a connection. */
    public Scheduler create(ScheduleSettings settings, RedundancyBudget budget) {
        List<CandidateFilter> alive = List.of(new FailingPathFilter(), new LaneFilter());
        return switch (this) {
            case MIN_RTT -> new Scheduler(alive, new MinRttSelector(), List.of(), List.of(), Overtaking.NEVER);
            case ROUND_ROBIN -> new Scheduler(alive, new RoundRobinSelector(), List.of(), List.of(), Overtaking.NEVER);
            case REDUNDANT ->
                new Scheduler(
                        List.of(new LaneFilter()), new RedundantSelector(), List.of(), List.of(), Overtaking.NEVER);
            case ECF -> new Scheduler(alive, new EarliestCompletionSelector(), List.of(), List.of(), Overtaking.NEVER);
            case UTILITY, URGENT ->
                new Scheduler(
                        List.of(
                                new FailingPathFilter(),
                                new PredictedOutageFilter(settings.positionErrorMillis()),
                                new LaneFilter()),
                        new UtilitySelector(settings.alpha(), settings.beta(), budget),
                        List.of(new TailFilter()),
                        List.of(new ShortPacketCopies(budget), new IdlePathCopies(budget)),
                        Overtaking.WHERE_IT_GAINS);
        };
    }

    /** F of the utility for a connection's ordinary data. */
    public double worth(ScheduleSettings settings) {
        return this == URGENT ? settings.urgentWorth() : 0;
    }
}
