package dev.wayside.relay.session;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.wayside.relay.message.Frame;
import dev.wayside.relay.schedule.Lane;
import dev.wayside.relay.schedule.Packet;
import dev.wayside.relay.schedule.PathView;
import dev.wayside.relay.schedule.Redundancy;
import dev.wayside.relay.schedule.RedundancyBudget;
import dev.wayside.relay.schedule.ScheduleSettings;
import dev.wayside.relay.session.flow.ClassifiedFlow;
import dev.wayside.relay.session.flow.KindCounts;
import dev.wayside.relay.session.flow.KindStatus;

/** The sending side of a session: control frames first, then what other paths failed to deliver, then new data. */
final class Transmitter {

    /**
     * Flows asked for a short message in one round while bulk has no room; the others have their next turn. Chosen:
     * bounds the time of a round with thousands of bulk flows.
     */
    private static final int MAX_DEFERRED = 64;

    private final SessionSettings settings;
    private final ScheduleSettings scheduleSettings;
    private final Paths paths;
    private final Reinjections reinjections;
    private final SendOrder order;
    private final RedundancyBudget budget;
    private final Faults faults;
    private final SessionTime time;
    private final Runnable wake;
    private final Deque<Segment> controls = new ArrayDeque<>();
    private final KindCounts kindCounts = new KindCounts();

    Transmitter(
            SessionSettings settings,
            ScheduleSettings scheduleSettings,
            Paths paths,
            Reinjections reinjections,
            SendOrder order,
            RedundancyBudget budget,
            Faults faults,
            SessionTime time,
            Runnable wake) {
        this.settings = settings;
        this.scheduleSettings = scheduleSettings;
        this.paths = paths;
        this.reinjections = reinjections;
        this.order = order;
        this.budget = budget;
        this.faults = faults;
        this.time = time;
        this.wake = wake;
    }

    /** Gives a flow a turn soon if it has something to send. */
    void readyToSend(Sender sender) {
        if (order.add(sender)) {
            wake.run();
        }
    }

    /** Sends a control frame soon. */
    void sendControl(Frame frame) {
        controls.add(new Segment(frame));
        wake.run();
    }

    /** True if no data waits. */
    boolean isIdle() {
        return order.isEmpty() && reinjections.isEmpty();
    }

    /** Drops the control frames, and the data of failed paths. */
    void clear() {
        controls.clear();
        reinjections.clear();
    }

    /** Sends everything that there is room for now. */
    void pump() {
        if (paths.isEmpty()) {
            return;
        }
        while (!controls.isEmpty()) {
            sendControlNow(controls.remove());
        }
        reinjections.send(time.nowNanos());
        sendData();
    }

    /** Sends a small frame at once, on the path that delivers soonest, and on that of another carrier. */
    void sendControlNow(Segment control) {
        PathState first = paths.soonest(paths.all());
        first.send(control, time.nowNanos());
        List<PathState> others = paths.liveElsewhere(first);
        if (!others.isEmpty()) {
            paths.soonest(others).send(control, time.nowNanos());
        }
    }

    private void sendData() {
        List<Sender> deferred = new ArrayList<>();
        List<PathView> views = paths.views();
        while (views.stream().anyMatch(PathView::hasRoom) && (deferred.size() < MAX_DEFERRED || hasMainRoom(views))) {
            Optional<Sender> next = order.poll(time.nowNanos());
            if (next.isEmpty()) {
                break;
            }
            List<PathView> current = views;
            faults.guard(next.get(), () -> serve(next.get(), current, deferred));
            views = paths.views();
        }
        // They wait for the next frame from a path, or the next tick: to wake at once would be a busy loop.
        deferred.forEach(sender -> faults.guard(sender, () -> order.add(sender)));
    }

    private static boolean hasMainRoom(List<PathView> views) {
        return views.stream().anyMatch(path -> path.hasRoom() && path.lane() == Lane.MAIN);
    }

    private void serve(Sender sender, List<PathView> views, List<Sender> deferred) {
        sender.dropOverdue(time.nowNanos());
        if (!sender.hasWork() || sender.sendEndIfDrained()) {
            return;
        }
        if (sendIfRoom(sender, views)) {
            order.add(sender);
        } else {
            deferred.add(sender);
        }
    }

    private boolean sendIfRoom(Sender sender, List<PathView> views) {
        double worth = sender.flow().flowClass().scheduler().worth(scheduleSettings);
        Packet packet = sender.nextPacket(worth, time.nowNanos());
        List<PathView> chosen = sender.flow().scheduler().pathsFor(packet, views);
        if (chosen.isEmpty()) {
            Optional<Packet> ordinary = sender.ordinaryPacket(worth);
            if (ordinary.isEmpty()) {
                return false;
            }
            packet = ordinary.get();
            chosen = sender.flow().scheduler().pathsFor(packet, views);
        }
        if (chosen.isEmpty()) {
            return false;
        }
        send(sender, packet.isShort(), chosen);
        return true;
    }

    private void send(Sender sender, boolean isShort, List<PathView> chosen) {
        int maxBytes = settings.segmentBytes(chosen.get(0).bandwidthBps());
        sender.flow().activity().passed(true, time.nowNanos());
        int bytes = 0;
        do {
            Segment segment = sender.dequeue(maxBytes, time.nowNanos());
            bytes += segment.frame().length();
            sendOn(chosen, segment, sender, isShort);
        } while (bytes < maxBytes && sender.continuesTurn());
        sender.resumeSource();
    }

    private void sendOn(List<PathView> chosen, Segment segment, Sender sender, boolean isShort) {
        int bytes = segment.frame().length();
        for (PathView view : chosen) {
            PathState path = paths.get(view.id());
            if (path != null) {
                path.send(segment, time.nowNanos());
            }
        }
        budget.sent(bytes);
        long copied = (long) bytes * (chosen.size() - 1);
        if (isShort) {
            budget.copiedShort(copied);
        } else {
            budget.copied(copied, Redundancy.COPY);
        }
        kindCounts.sent(sender.flow().kind(), bytes);
        order.served(sender, bytes, copied, time.nowNanos());
    }

    /** Bytes sent by kind, together with these flows, which are open. */
    List<KindStatus> kinds(Stream<ClassifiedFlow> open) {
        return kindCounts.status(open);
    }
}
