package dev.wayside.relay.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import dev.wayside.relay.message.Frame;
import dev.wayside.relay.message.FrameKind;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.schedule.Redundancy;
import dev.wayside.relay.schedule.RedundancyBudget;
import dev.wayside.relay.session.estimate.PathMeasurement;
import org.junit.jupiter.api.Test;

/** Segments that wait for another path. */
class ReinjectionsTest {

    private final RedundancyBudget budget = new RedundancyBudget(0.05, 0, 0, 0);
    private final List<PathState> paths = new ArrayList<>();
    private final Reinjections reinjections = new Reinjections(paths, among -> among.get(0), budget);

    @Test
    void aSegmentWaitsOnceHoweverOftenItsPathsFail() {
        PathState silent = path(1, "first", 0);
        List<Segment> segments = List.of(segment(0), segment(10_000));
        for (int i = 0; i < 1_000; i++) {
            reinjections.add(silent, segments, Redundancy.SILENCE);
            reinjections.send(i);
        }
        Link other = new Link(2, "second", 1 << 20);
        paths.add(new PathState(other, 0));
        reinjections.send(1_000);
        assertThat(other.sent).hasSize(2);
        assertThat(reinjections.isEmpty()).isTrue();
        assertThat(budget.copies()).containsEntry(Redundancy.SILENCE, 20_000L);
        reinjections.add(paths.get(0), segments, Redundancy.SILENCE);
        assertThat(reinjections.isEmpty()).as("once sent it may fail again").isFalse();
    }

    @Test
    void whatWasDeliveredMeanwhileIsNotSent() {
        Segment segment = segment(0);
        reinjections.add(path(1, "first", 0), List.of(segment), Redundancy.SILENCE);
        segment.markDone();
        PathState other = path(2, "second", 1 << 20);
        paths.add(other);
        reinjections.send(0);
        assertThat(reinjections.isEmpty()).isTrue();
        assertThat(other.outstandingBytes()).isZero();
    }

    private static PathState path(int id, String carrier, long room) {
        return new PathState(new Link(id, carrier, room), 0);
    }

    private static Segment segment(long offset) {
        return new Segment(new Frame(FrameKind.DATA, 1, offset, ByteBuffer.allocate(10_000)));
    }

    private static final class Link implements PathLink {

        private final int id;
        private final String carrier;
        private final long room;
        private final List<Frame> sent = new ArrayList<>();

        Link(int id, String carrier, long room) {
            this.id = id;
            this.carrier = carrier;
            this.room = room;
        }

        @Override
        public int id() {
            return id;
        }

        @Override
        public String carrier() {
            return carrier;
        }

        @Override
        public Lane lane() {
            return Lane.MAIN;
        }

        @Override
        public PathMeasurement measure() {
            return new PathMeasurement(50, 50, 1, 10e6, false, 0, 0, 0, 0, 0, 0);
        }

        @Override
        public long roomBytes() {
            return room;
        }

        @Override
        public void send(Frame frame) {
            sent.add(frame);
        }
    }
}
