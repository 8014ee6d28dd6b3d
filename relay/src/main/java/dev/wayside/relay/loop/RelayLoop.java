package dev.wayside.relay.loop;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

import dev.wayside.relay.session.Session;
import dev.wayside.relay.session.SessionSettings;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;

/**
 * The one thread of a relay: drives sessions with the monotonic clock, and flushes channels once per round instead of
 * once per frame.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty reports failures through the channel.
public final class RelayLoop implements AutoCloseable {

    /** Chosen: resets reach their ends within a round trip, and a stop must not hang. */
    private static final int CLOSE_SECONDS = 2;

    private final EventLoopGroup group;
    private final EventLoop loop;
    private final Set<Channel> toFlush = new LinkedHashSet<>();
    private final Set<Session> sessions = new LinkedHashSet<>();
    private final ChannelGroup channels;
    private final FaultLog faults = new FaultLog();
    private boolean pumpScheduled;

    public RelayLoop() {
        if (!Epoll.isAvailable()) {
            throw new IllegalStateException(
                    "epoll is not available: the relay runs on Linux, x86-64 or arm64", Epoll.unavailabilityCause());
        }
        group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        loop = group.next();
        channels = new DefaultChannelGroup(loop);
        every(SessionSettings.TICK_MILLIS, now -> rounds(session -> session.tick(now())));
    }

    public EventLoop eventLoop() {
        return loop;
    }

    public long now() {
        return System.nanoTime();
    }

    /** Closes the channel with the relay, if it is still open then. */
    public void own(Channel channel) {
        channels.add(channel);
    }

    public void add(Session session) {
        session.reportFaultsTo(faults::ended);
        sessions.add(session);
    }

    public void remove(Session session) {
        sessions.remove(session);
    }

    /** Sends soon, after everything that has arrived meanwhile was read. */
    public void wake() {
        if (!pumpScheduled) {
            pumpScheduled = true;
            loop.execute(() -> {
                pumpScheduled = false;
                rounds(session -> session.pump(now()));
            });
        }
    }

    /** Flushes the channel at the end of the round. */
    public void flushLater(Channel channel) {
        if (toFlush.add(channel)) {
            wake();
        }
    }

    /** Repeats the action until the relay ends or the result is run, also after a turn that failed. */
    public Runnable every(long millis, LongConsumer action) {
        Future<?> turns = loop.scheduleAtFixedRate(
                () -> faults.run(() -> action.accept(now())), millis, millis, TimeUnit.MILLISECONDS);
        return () -> turns.cancel(false);
    }

    /** Runs the action on the loop, with the time of that moment; never if the relay has ended. */
    public void later(LongConsumer action) {
        if (!loop.isShuttingDown()) {
            loop.execute(() -> guard(() -> action.accept(now())));
        }
    }

    /** Runs the action now; a fault is logged and ends the action, not its caller. */
    public void guard(Runnable action) {
        faults.run(action);
    }

    /** Logs a fault that ended one connection. */
    public void ended(String what, Throwable fault) {
        faults.ended(what, fault);
    }

    /** Runs the question on the loop and waits for the answer; must not be called from the loop. */
    public <T> T ask(Callable<T> question) throws InterruptedException {
        try {
            return loop.submit(question).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the relay's loop failed: " + e.getCause(), e.getCause());
        }
    }

    private void rounds(Consumer<Session> round) {
        for (Session session : List.copyOf(sessions)) {
            faults.run(() -> round.accept(session));
        }
        flush();
    }

    private void flush() {
        List<Channel> channels = List.copyOf(toFlush);
        toFlush.clear();
        channels.forEach(channel -> guard(channel::flush));
    }

    @Override
    public void close() {
        channels.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
