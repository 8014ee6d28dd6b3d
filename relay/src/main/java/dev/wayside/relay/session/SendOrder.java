package dev.wayside.relay.session;

import java.util.Optional;

import dev.wayside.relay.schedule.FlowClass;
import dev.wayside.relay.schedule.LinkState;
import dev.wayside.relay.schedule.SharingOrder;
import dev.wayside.relay.schedule.SharingRule;
import dev.wayside.relay.session.flow.Classifier;

/** The flows that wait for their turn to send, each under its present class. */
final class SendOrder {

    private final SharingOrder<Sender> order;
    private final Classifier classifier;
    private final Faults faults;

    SendOrder(SharingRule rule, Classifier classifier, Faults faults) {
        this.order = new SharingOrder<>(rule);
        this.classifier = classifier;
        this.faults = faults;
    }

    void replaceRule(SharingRule rule) {
        order.replaceRule(rule);
    }

    boolean isEmpty() {
        return order.isEmpty();
    }

    /** Adds a flow if it has something to send; true if it did not wait before. */
    boolean add(Sender sender) {
        if (!sender.hasWork()) {
            return false;
        }
        reclassify(sender);
        boolean isNew = !sender.isWaiting();
        if (isNew) {
            sender.setWaiting(true);
            order.add(sender, sender.flow().flowClass());
        }
        return isNew;
    }

    /** Removes the flow whose turn it is. */
    Optional<Sender> poll(long nowNanos) {
        Optional<Sender> next = order.poll(nowNanos);
        next.ifPresent(sender -> sender.setWaiting(false));
        return next;
    }

    /** Removes a flow if it waits. */
    void remove(Sender sender) {
        if (sender.isWaiting()) {
            sender.setWaiting(false);
            order.remove(sender, sender.flow().flowClass());
        }
    }

    /** Notes the bytes of a turn. */
    void served(Sender sender, long bytes, long copiedBytes, long nowNanos) {
        order.served(sender.flow().flowClass(), bytes, copiedBytes, nowNanos);
    }

    /** Classifies waiting flows by a new state of the links at once, the others when they have something to send. */
    void updateLinks(LinkState links) {
        if (classifier.updateLinks(links)) {
            order.waiting().forEach(sender -> faults.guard(sender, () -> reclassify(sender)));
        }
    }

    /** Classifies a flow again: its kind also changes while it is silent. */
    void review(Sender sender, long nowNanos) {
        sender.flow().activity().passed(sender.waitingBytes() > 0, nowNanos);
        reclassify(sender);
    }

    private void reclassify(Sender sender) {
        FlowClass before = sender.flow().flowClass();
        if (classifier.update(sender.flow()) && sender.isWaiting()) {
            order.remove(sender, before);
            order.add(sender, sender.flow().flowClass());
        }
    }
}
