package dev.wayside.datasets.line;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import dev.wayside.datasets.line.random.RandomStreams;

/** One carrier's phone on one trip, from the first row to the last. Used once; not thread-safe. */
final class TraceSimulation {
    private static final int TICKS_PER_ROW = 5;

    private final Line line;
    private final TrainRun trip;
    private final CarrierNetwork network;
    private final RadioScene scene;
    private final Measurements phone;
    private final UserPlane userPlane;
    private final RadioConnection connection;
    private final int firstTick;
    private int ended;
    private int reported;

    TraceSimulation(Line line, TrainRun trip, CarrierNetwork network, RandomStreams streams) {
        this.line = line;
        this.trip = trip;
        this.network = network;
        String carrier = network.profile().id();
        String day = trip.day().toString();
        CarrierDay today = CarrierDay.dawn(network, trip.day(), streams);
        CarrierProfile profile = network.profile();
        this.scene = new RadioScene(today);
        this.phone = new Measurements(scene, profile.frequencyHz(), streams.open("radio", carrier, day));
        this.userPlane = new UserPlane(today, streams.open("traffic", carrier, day));
        // The phones of one train do not take their samples at the same instants.
        this.firstTick = streams.open("phase", carrier, day).below(TICKS_PER_ROW);
        observe(firstTick);
        A3Event a3 = new A3Event(
                profile.a3OffsetDb(),
                profile.timeToTriggerMillis(),
                network.cells().size());
        this.connection = new RadioConnection(phone, a3, streams.open("signalling", carrier, day));
    }

    /** Hands every row to {@code rows} and returns what truly happened. */
    List<Disconnection> run(Consumer<Sample> rows) {
        for (int tick = firstTick + 1; tick < trip.ticks(); tick++) {
            observe(tick);
            connection.tick(tick * TrainRun.TICK_MILLIS);
            use(tick);
            if ((tick - firstTick) % TICKS_PER_ROW == 0) {
                rows.accept(sample(tick));
            }
        }
        return List.copyOf(connection.handovers());
    }

    private void observe(int tick) {
        scene.moveTo(trip.trackMetresAt(tick), trip.timeAt(tick));
        phone.measure(trip.speedMpsAt(tick) * TrainRun.TICK_MILLIS / 1_000);
    }

    private void use(int tick) {
        List<Disconnection> handovers = connection.handovers();
        for (; ended < handovers.size(); ended++) {
            userPlane.resume(handovers.get(ended).disconnectionMillis());
        }
        if (connection.carriesData()) {
            Instant time = trip.timeAt(tick);
            userPlane.carry(connection.serving(), phone, trip.speedMpsAt(tick), time, sinceHandoverMillis(tick));
        } else {
            userPlane.idle();
        }
    }

    private double sinceHandoverMillis(int tick) {
        List<Disconnection> handovers = connection.handovers();
        return handovers.isEmpty()
                ? Double.MAX_VALUE
                : tick * TrainRun.TICK_MILLIS
                        - handovers.get(handovers.size() - 1).endMillis();
    }

    private Sample sample(int tick) {
        double metres = trip.trackMetresAt(tick);
        Sample.Place place = new Sample.Place(
                line.track().latitudeAt(metres), line.track().longitudeAt(metres), trip.speedMpsAt(tick));
        Quality quality = userPlane.close();
        if (!connection.hasCell()) {
            return new Sample(trip.timeAt(tick), place, Optional.empty(), Optional.empty());
        }
        int serving = connection.serving();
        String cell = network.cells().get(serving).id();
        Sample.Link link = new Sample.Link(cell, phone.rsrpDbm(serving), quality);
        return new Sample(trip.timeAt(tick), place, Optional.of(link), newlyEnded());
    }

    /** If two disconnections ended since the last row, the graver one is reported. */
    private Optional<DisconnectionKind> newlyEnded() {
        List<Disconnection> handovers = connection.handovers();
        Optional<DisconnectionKind> gravest = handovers.subList(reported, handovers.size()).stream()
                .map(Disconnection::kind)
                .max(DisconnectionKind::compareTo);
        reported = handovers.size();
        return gravest;
    }
}
